//! A flattened field has no attribute that could have an older name.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
    #[serde(flatten, alias = "statistics")]
    stats: Stats,
}

#[derive(Serialize, Deserialize)]
struct Stats {
    views: u64,
}

fn main() {}

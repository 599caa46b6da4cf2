//! An older name of a field is no other field's.

use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
    #[serde(alias = "name")]
    title: String,
    name: String,
    #[serde(alias = "count")]
    views: u64,
    #[serde(alias = "count")]
    likes: u64,
}

#[derive(Serialize, Deserialize, Document)]
struct Stats {
    #[serde(alias = "likes")]
    views: u64,
    likes: u64,
}

fn main() {}

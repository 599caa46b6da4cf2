use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root", project(keys_only))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

fn main() {}

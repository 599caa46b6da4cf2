use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include("title")))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include(rest)))]
struct Video {
    video_id: u64,
    creator_id: u64,
    #[serde(flatten)]
    rest: std::collections::HashMap<String, String>,
    views: u64,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_title", pk = "{title}", sk = "{video_id}", project(include(views)))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(dynamodel::Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(keys_only))]
enum Videos {
    Video(Video),
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_title", pk = "{title}", sk = "{video_id}")]
struct Video {
    video_id: u64,
    title: String,
    #[serde(alias = "plays")]
    views: u64,
}

#[derive(dynamodel::Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(include("video_id", "title", "views")))]
enum Videos {
    Video(Video),
}

fn main() {}

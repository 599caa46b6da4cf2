#[path = "model/video_with_index.rs"]
mod model;

use model::Video;

#[derive(dynamodel::Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(include("views", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "a18")))]
enum Videos {
    Video(Video),
}

fn main() {}

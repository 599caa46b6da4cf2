#[path = "model/video_with_index.rs"]
mod model;

use model::Video;

#[derive(dynamodel::Table)]
#[table(name = "videos", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", project(include("views", "gsi1sk", "pk")))]
enum Videos {
    Video(Video),
}

fn main() {}

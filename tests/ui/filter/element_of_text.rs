#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::FIELDS.title.at(0).eq("a");
}

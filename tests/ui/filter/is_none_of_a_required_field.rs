#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::FIELDS.title.is_none();
}

#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::FIELDS.stats.views.begins_with("1");
}

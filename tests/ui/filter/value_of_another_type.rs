#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::FIELDS.stats.views.eq("many");
}

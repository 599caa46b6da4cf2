#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let fields = Video::FIELDS;
    let _ = Video::scan().filter(fields.stats.views.ge(100) && fields.title.begins_with("How to"));
}

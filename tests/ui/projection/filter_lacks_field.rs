#[path = "model/video_with_lookup.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::by_creator(3).filter(Video::BY_CREATOR_FIELDS.views.gt(3)).hydrate();
}

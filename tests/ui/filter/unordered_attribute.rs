#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::FIELDS.created_at.lt(jiff::Timestamp::UNIX_EPOCH);
}

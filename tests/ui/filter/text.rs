#[path = "model/video.rs"]
mod model;

use model::Video;

fn main() {
    let _ = Video::scan().filter("views > 100");
}

#[path = "model/video.rs"]
mod model;

use serde::Deserialize;
use model::Video;

#[derive(Deserialize)]
struct Card {
    title: String,
}

fn main() {
    let _ = Video::get(3).project::<Card>();
}

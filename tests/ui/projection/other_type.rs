#[path = "model/video.rs"]
mod model;

use dynamodel::Projection;
use serde::Deserialize;
use model::Video;

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    video_id: u64,
    title: u64,
}

fn main() {
    let _ = Video::get(7).project::<Card>();
}

#[path = "model/video.rs"]
mod model;

use dynamodel::Projection;
use model::Video;
use serde::Deserialize;

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    titel: String,
}

fn main() {}

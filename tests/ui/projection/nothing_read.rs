#[path = "model/video.rs"]
mod model;

use dynamodel::Projection;
use serde::Deserialize;
use model::Video;

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    #[serde(skip)]
    seen: bool,
}

fn main() {}

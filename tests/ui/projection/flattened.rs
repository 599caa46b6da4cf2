#[path = "model/video.rs"]
mod model;

use dynamodel::Projection;
use serde::Deserialize;
use model::Video;

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
    #[serde(flatten)]
    rest: std::collections::HashMap<String, u64>,
}

fn main() {}

#[path = "model/video.rs"]
mod model;

use dynamodel::Projection;
use serde::Deserialize;
use model::Video;

#[derive(Deserialize, Projection)]
#[serde(rename_all = "camelCase")]
#[projection(of = Video)]
struct Card {
    video_id: u64,
    title: String,
}

fn main() {}

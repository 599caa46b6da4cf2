use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    video_id: u64,
    title: String,
}

fn main() {
    let _ = Video::get(7).project::<Card>();
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(Deserialize)]
struct Card {
    title: String,
}

fn main() {
    let _ = Video::get(3).project::<Card>();
}

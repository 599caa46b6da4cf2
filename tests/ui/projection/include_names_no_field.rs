use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}", sk = "{video_id}", project(include(titl)))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

fn main() {
    let _ = Video::by_creator(3).project::<Card>();
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
}

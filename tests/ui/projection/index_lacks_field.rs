use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[key(index = "gsi1", name = "by_title", pk = "{title}", sk = "{video_id}", project(keys_only))]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
    views: u64,
}

fn main() {
    let _ = Video::by_title("a").project::<Card>();
}

#[path = "model/video.rs"]
mod model;

use dynamodel::{Entity, Projection};
use serde::{Deserialize, Serialize};
use model::Video;

#[derive(Deserialize, Projection)]
#[projection(of = Video)]
struct Card {
    title: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
}

fn main() {
    let _ = User::get(3).project::<Card>();
}

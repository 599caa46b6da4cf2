use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "video-{video_id}", sk = "_root")]
struct Video {
    video_id: u64,
    creator_id: u64,
    title: String,
    views: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    rank: u64,
}

fn main() {
    let _ = Video::all(3).filter(User::FIELDS.rank.gt(3));
}

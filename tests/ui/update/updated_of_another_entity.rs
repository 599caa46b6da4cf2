use dynamodel::{Entity, op::Updated};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
    visits: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
struct Video {
    id: u64,
    views: u64,
}

fn views(updated: &Updated<Video>) {
    let _: Option<u64> = updated.get(Video::FIELDS.views).unwrap();
    let _ = updated.get(User::FIELDS.visits);
}

fn main() {}

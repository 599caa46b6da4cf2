//! The copy of a video would replace the user.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{video_id}", sk = "_root")]
pub struct Video {
    pub video_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    User(User),
    Video(Video),
}

fn main() {}

//! The copy of a video would replace the user.

#[path = "model/user.rs"]
mod model;

use dynamodel::{Entity, Table};
use model::User;
use serde::{Deserialize, Serialize};

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

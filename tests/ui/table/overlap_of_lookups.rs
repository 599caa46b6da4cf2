//! Both copies are in the feed of one day.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "photo-{id}", sk = "_root")]
#[lookup(name = "by_day", pk = "day-{day}", sk = "{id}")]
pub struct Photo {
    pub id: u64,
    pub day: u32,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
#[lookup(name = "by_day", pk = "day-{day}", sk = "{id}")]
pub struct Video {
    pub id: u64,
    pub day: u32,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    Photo(Photo),
    Video(Video),
}

fn main() {}

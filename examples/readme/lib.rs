use dynamodel::{Entity, Table};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u32,
    #[entity(unique)]
    pub name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{uploaded}#{video_id}")]
pub struct Video {
    pub video_id: u32,
    pub creator_id: u32,
    pub uploaded: Date,
    pub title: String,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "type")]
pub enum YouTube {
    User(User),
    Video(Video),
}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
pub struct Video {
    pub video_id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "entity_type")]
pub enum Entities {
    User(User),
}

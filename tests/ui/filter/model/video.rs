use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
pub struct Stats {
    pub views: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
pub struct Video {
    #[entity(in_key)]
    pub id: u64,
    pub title: String,
    pub created_at: jiff::Timestamp,
    pub stats: Stats,
    pub owner: Owner,
}

#[derive(Serialize, Deserialize)]
pub struct Owner {
    pub name: String,
}

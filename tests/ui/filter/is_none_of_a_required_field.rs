use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Stats {
    views: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "video-{id}", sk = "_root")]
struct Video {
    #[entity(in_key)]
    id: u64,
    title: String,
    created_at: jiff::Timestamp,
    stats: Stats,
    owner: Owner,
}

#[derive(Serialize, Deserialize)]
struct Owner {
    name: String,
}

fn main() {
    let _ = Video::FIELDS.title.is_none();
}

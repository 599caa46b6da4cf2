use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Source {
    owner: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "owner-{source.owner}", sk = "{id}")]
struct Entry {
    id: u64,
    source: Option<Source>,
}

fn main() {}

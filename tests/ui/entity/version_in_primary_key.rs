use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "{version}")]
struct Note {
    id: u64,
    #[entity(version)]
    version: u64,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    #[entity(version)]
    #[serde(skip)]
    version: u64,
}

fn main() {}

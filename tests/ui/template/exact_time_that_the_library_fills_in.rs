use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "latest", pk = "notes", sk = "{changed:ms:exact}#{id}")]
struct Note {
    id: u64,
    #[entity(updated_at)]
    changed: Timestamp,
}

fn main() {}

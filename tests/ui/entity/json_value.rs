use dynamodel::Entity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    data: Value,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    #[entity(null)]
    text: String,
}

fn main() {}

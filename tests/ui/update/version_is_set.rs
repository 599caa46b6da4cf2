use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    #[entity(version)]
    version: u64,
}

fn main() {
    let _ = Note::update(7).set(Note::FIELDS.version, 3);
}

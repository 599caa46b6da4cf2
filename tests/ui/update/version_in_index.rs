use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_version", pk = "notes", sk = "{version}#{id}")]
struct Note {
    id: u64,
    text: String,
    #[entity(version)]
    version: u64,
}

fn main() {
    let _ = Note::update(7).set(Note::FIELDS.text, "new");
}

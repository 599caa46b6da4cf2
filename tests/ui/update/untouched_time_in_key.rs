use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[key(index = "gsi1", name = "newest", pk = "owner-{owner}", sk = "{changed}")]
struct Note {
    id: u64,
    owner: u64,
    text: String,
    #[entity(updated_at)]
    changed: jiff::Timestamp,
}

fn note() -> Note {
    unimplemented!()
}

fn main() {
    let _ = note().update().keep_updated_at().set(Note::FIELDS.text, "new");
    let _ = Note::update(7).keep_updated_at().set(Note::FIELDS.owner, 3);
}

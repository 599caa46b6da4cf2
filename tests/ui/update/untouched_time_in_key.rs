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

fn main() {
    let _ = Note::update(7).untouched().set(Note::FIELDS.text, "new");
    let _ = Note::update(7).untouched().set(Note::FIELDS.owner, 3);
}

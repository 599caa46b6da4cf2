#[path = "model/task.rs"]
mod model;

use dynamodel::Entity;
use serde::{Deserialize, Serialize};
use model::Task;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    text: String,
}

fn main() {
    let _ = Task::scan().filter(Note::FIELDS.text.eq("x"));
}

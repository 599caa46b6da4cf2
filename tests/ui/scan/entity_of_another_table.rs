#[path = "model/task.rs"]
mod model;

use dynamodel::Entity;
use serde::{Deserialize, Serialize};
use model::Task;

#[derive(dynamodel::Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
}

fn scan(table: &dynamodel::TableClient<Notes>) {
    let _ = Task::scan().segments(8).stream(table);
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
}

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

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
}

#[derive(dynamodel::Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
}

fn backfill(table: &dynamodel::TableClient<Notes>) {
    let _ = table.backfill::<Task>();
}

fn main() {}

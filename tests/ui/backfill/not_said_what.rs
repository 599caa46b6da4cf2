use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
struct Task {
    id: u64,
}

#[derive(dynamodel::Table)]
#[table(name = "notes", type_attribute = "kind")]
enum Notes {
    Note(Note),
    Task(Task),
}

async fn backfill(table: &dynamodel::TableClient<Notes>) {
    let _ = table.backfill().dry_run().send().await;
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

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
    let _ = table.backfill::<Notes>();
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[entity(delimiter = "%")]
struct User {
    id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[entity(delimiter = "x1")]
struct Task {
    id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
#[entity(delimiter = "")]
struct Note {
    id: u64,
}

fn main() {}

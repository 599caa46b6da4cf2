use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "OPEN", sk = "{id}", when(done = false))]
#[lookup(name = "noted", pk = "NOTED", sk = "{id}", when(note = some))]
struct Task {
    id: u64,
    #[serde(skip_deserializing)]
    done: bool,
    #[serde(skip)]
    note: Option<String>,
}

fn main() {}

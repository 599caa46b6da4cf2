use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "open-{id}", sk = "{due}", when(status = "open"))]
#[key(index = "gsi1", name = "done", pk = "done-{id}", sk = "{due}", when(status = "open", due = 3))]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

fn main() {}

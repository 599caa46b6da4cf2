use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[lookup(name = "by_status", pk = "status-{status}", sk = "{id}", when(state = "open"))]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
}

impl Task {
    fn scan() -> Vec<Self> {
        Vec::new()
    }
}

fn main() {}

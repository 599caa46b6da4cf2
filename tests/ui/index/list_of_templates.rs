use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = ["status-{status}"])]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = [status])]
#[entity(unread_index = "gsi1")]
struct Task {
    id: u64,
    status: String,
}

fn main() {}

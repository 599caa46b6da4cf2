use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_done", pk = [done])]
struct Task {
    id: u64,
    status: String,
    due: u32,
    done: bool,
}

fn main() {}

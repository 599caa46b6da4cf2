use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "open-{id}", sk = "{due}", when(score = 1.5))]
struct Task {
    id: u64,
    status: String,
    due: u32,
    score: f64,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
struct Task {
    id: u64,
    tags: Vec<String>,
}

fn main() {
    let _ = Task::update(7).append(Task::FIELDS.tags, "urgent");
}

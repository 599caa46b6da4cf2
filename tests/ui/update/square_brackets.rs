use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
struct Task {
    id: u64,
    labels: Vec<String>,
}

fn main() {
    let _ = Task::update(1).set(Task::FIELDS.labels[0], "urgent");
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_due", pk = "due-{due}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    title: String,
}

fn main() {
    let _ = Task::update(7).add(Task::FIELDS.due, 1);
}

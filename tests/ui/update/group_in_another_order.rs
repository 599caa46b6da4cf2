use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{due}#{id}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    title: String,
}

fn main() {
    let _ = Task::update(7).set_all((Task::FIELDS.due, Task::FIELDS.status), (3, "done"));
}

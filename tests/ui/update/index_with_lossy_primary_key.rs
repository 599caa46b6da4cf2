use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "{title:lower}")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{title}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    title: String,
}

fn main() {
    let _ = Task::update(7, "a").set(Task::FIELDS.status, "done");
}

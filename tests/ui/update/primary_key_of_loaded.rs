use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
struct Task {
    id: u64,
    status: String,
    due: u32,
    title: String,
}

fn main() {
    let task = Task { id: 7, status: String::new(), due: 3, title: String::new() };
    let _ = task.update().set(Task::FIELDS.id, 8);
}

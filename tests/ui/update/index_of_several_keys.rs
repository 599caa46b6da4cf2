use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "open-{team}", sk = "{due}#{id}", when(done = false))]
#[key(index = "gsi1", name = "done", pk = "done-{team}", sk = "{due}#{id}", when(done = true))]
struct Task {
    id: u64,
    team: String,
    due: u32,
    done: bool,
}

fn main() {
    let _ = Task::update(1).set(Task::FIELDS.due, 3);
}

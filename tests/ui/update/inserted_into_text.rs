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
    let _ = Task::update(7).insert_into(Task::FIELDS.title, ["new"]);
}

#[path = "model/task.rs"]
mod model;

use dynamodel::Entity;
use model::Task;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "project-{id}", sk = "_root")]
struct Project {
    id: u64,
    name: String,
}

fn main() {
    let _ = Task::update(7).set(Project::FIELDS.name, "new");
}

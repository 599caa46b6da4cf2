#[path = "model/task.rs"]
mod model;

use model::Task;

fn main() {
    let _ = Task::update(7).insert_into(Task::FIELDS.title, ["new"]);
}

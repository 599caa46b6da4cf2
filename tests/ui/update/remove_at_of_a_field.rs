#[path = "model/task.rs"]
mod model;

use model::Task;

fn main() {
    let _ = Task::update(7).remove_at(Task::FIELDS.title);
}

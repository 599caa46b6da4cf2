#[path = "model/task.rs"]
mod model;

use dynamodel::Entity;
use model::Task;

fn main() {
    let task = Task { id: 7, status: String::new(), due: 3, title: String::new() };
    let _ = task.update().set(Task::FIELDS.id, 8);
}

#[path = "model/work.rs"]
mod model;

use model::Task;

fn main() {
    let _ = Task::by_status("open").range((1, 2)..(3, 4));
}

#[path = "model/task.rs"]
mod model;

use model::Task;

fn main() {
    let _ = Task::scan_by_status().consistent();
}

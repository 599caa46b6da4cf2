#[path = "model/work.rs"]
mod model;

use model::Task;

fn main() {
    let _ = Task::by_status("open").starts_with_raw("1");
}

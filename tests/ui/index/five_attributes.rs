#[path = "model/task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["a", "b", "c", "d", "e"])]
enum Work {
    Task(Task),
}

fn main() {}

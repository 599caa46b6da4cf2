#[path = "model/task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "lsi1", sk = ["a", "b"], local)]
enum Work {
    Task(Task),
}

fn main() {}

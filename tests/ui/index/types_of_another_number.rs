#[path = "model/task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "a", sk = ["b", "c"], sk_type = N)]
enum Work {
    Task(Task),
}

fn main() {}

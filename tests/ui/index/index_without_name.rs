#[path = "model/task_by_template.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(pk = "gsi1pk", sk = "gsi1sk")]
enum Work {
    Task(Task),
}

fn main() {}

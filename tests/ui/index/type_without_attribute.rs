#[path = "model/task_by_template.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk_type = N)]
enum Work {
    Task(Task),
}

fn main() {}

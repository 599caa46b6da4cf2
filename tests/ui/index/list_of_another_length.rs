#[path = "model/task_by_fields.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["status"], sk = ["due"])]
enum Work {
    Task(Task),
}

fn main() {}

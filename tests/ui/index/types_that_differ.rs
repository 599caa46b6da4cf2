#[path = "model/task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "a", sk = "b", sk_type = N)]
#[index(name = "gsi2", pk = "b", pk_type = S)]
enum Work {
    Task(Task),
}

fn main() {}

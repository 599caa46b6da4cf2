#[path = "model/bare_task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "g1", pk = "g1pk", sk = "g1sk")]
#[index(name = "by status", pk = "g2pk", sk = "g2sk")]
#[index(name = "gsi3", pk = "", sk = "g3sk")]
enum Tasks {
    Task(Task),
}

fn main() {}

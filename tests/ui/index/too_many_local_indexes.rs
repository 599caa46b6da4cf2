#[path = "model/bare_task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "lsi1", sk = "lsi1sk", local)]
#[index(name = "lsi2", sk = "lsi2sk", local)]
#[index(name = "lsi3", sk = "lsi3sk", local)]
#[index(name = "lsi4", sk = "lsi4sk", local)]
#[index(name = "lsi5", sk = "lsi5sk", local)]
#[index(name = "lsi6", sk = "lsi6sk", local)]
enum Tasks {
    Task(Task),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "TASKS", sk = "{due}", when(status = "open"))]
#[key(index = "gsi1", name = "done", pk = "TASKS", sk = "{id}", when(status = "done"))]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Work {
    Task(Task),
}

fn main() {}

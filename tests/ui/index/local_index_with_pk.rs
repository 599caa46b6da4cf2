use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "status-{status}", sk = "{id}")]
struct Task {
    id: u64,
    status: String,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk", local)]
enum Work {
    Task(Task),
}

fn main() {}

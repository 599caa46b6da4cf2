use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_id", pk = "{status}", sk = "{id}")]
#[key(index = "gsi2", name = "of_id", pk = "{id}")]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi1sk")]
enum Work {
    Task(Task),
}

fn main() {}

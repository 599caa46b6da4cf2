use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = "{status}")]
struct Task {
    id: u64,
    status: String,
}

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Tasks {
    Task(Task),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}")]
struct Task {
    id: u64,
}

#[derive(Table)]
#[table(name = "tasks", sk = none)]
#[index(name = "lsi1", sk = "lsi1sk", local)]
enum Tasks {
    Task(Task),
}

fn main() {}

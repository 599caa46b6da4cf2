use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "lsi1", name = "by_nothing")]
struct Task {
    id: u64,
}

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "gsi1", sk = "gsi1sk")]
enum Tasks {
    Task(Task),
}

fn main() {}

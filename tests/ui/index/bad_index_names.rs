use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
struct Task {
    id: u64,
}

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "g1", pk = "g1pk", sk = "g1sk")]
#[index(name = "by status", pk = "g2pk", sk = "g2sk")]
#[index(name = "gsi3", pk = "", sk = "g3sk")]
enum Tasks {
    Task(Task),
}

fn main() {}

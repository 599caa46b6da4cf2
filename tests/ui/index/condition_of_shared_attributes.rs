use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "inverted", name = "inverted", pk = "_root", sk = "task-{id}", when(status = "open"))]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
enum Work {
    Task(Task),
}

fn main() {}

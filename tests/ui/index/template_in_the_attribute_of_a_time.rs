use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = [status], sk = "{at}")]
struct Task {
    id: u64,
    status: String,
    at: jiff::Timestamp,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = "status", sk = "at")]
enum Work {
    Task(Task),
}

fn main() {}

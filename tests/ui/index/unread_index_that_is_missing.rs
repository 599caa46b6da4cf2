use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[entity(unread_index = "by_statsu")]
struct Task {
    id: u64,
    status: String,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "by_status", pk = "status")]
enum Work {
    Task(Task),
}

fn main() {}

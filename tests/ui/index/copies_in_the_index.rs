use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[lookup(name = "by_due", pk = "due-{due}", sk = "{id}")]
#[key(index = "gsi1", name = "by_status", pk = [status], sk = [due, id])]
struct Task {
    id: u64,
    status: String,
    due: u32,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["status"], sk = ["due", "id"])]
enum Work {
    Task(Task),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = [status], sk = [title, due])]
struct Task {
    id: u64,
    status: String,
    due: u32,
    title: String,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["status"], sk = ["title", "due"])]
enum Work {
    Task(Task),
}

fn main() {
    let _ = Task::by_status("open").prefix(3);
}

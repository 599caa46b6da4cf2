use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_status", pk = [status], sk = [due, id])]
pub struct Task {
    pub id: u64,
    pub status: String,
    pub due: u32,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "gsi1", pk = ["status"], sk = ["due", "id"])]
pub enum Work {
    Task(Task),
}

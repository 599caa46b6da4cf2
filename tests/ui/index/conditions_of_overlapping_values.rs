use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(PartialEq, Serialize, Deserialize)]
enum Status {
    Open,
    Done,
    Closed,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "active", pk = "active", sk = "{id}", when(status = Status::Open | Status::Done))]
#[key(index = "gsi1", name = "past", pk = "past", sk = "{id}", when(status != Status::Open))]
struct Task {
    id: u64,
    status: Status,
}

fn main() {}

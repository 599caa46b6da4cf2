use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(PartialEq, Eq, Serialize, Deserialize)]
enum Status {
    Open,
}

const OPEN: Status = Status::Open;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "open", pk = "open-{id}", sk = "{due}", when(status = Status::Open))]
#[key(index = "gsi1", name = "done", pk = "done-{id}", sk = "{due}", when(status = OPEN))]
struct Task {
    id: u64,
    status: Status,
    due: u32,
}

fn main() {}

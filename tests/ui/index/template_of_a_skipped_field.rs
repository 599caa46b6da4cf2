use dynamodel::{Document, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Document)]
struct Rest {
    kind: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_note", pk = "{note}", sk = "{rest.kind}")]
struct Task {
    id: u64,
    #[serde(skip)]
    note: String,
    #[serde(flatten)]
    rest: Rest,
}

fn main() {}

use std::collections::HashMap;

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_note", pk = "{note}", sk = "{rest.kind}")]
struct Task {
    id: u64,
    #[serde(skip)]
    note: String,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

fn main() {}

use std::collections::HashMap;

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "note-{id}", sk = "_root")]
struct Note {
    id: u64,
    #[serde(flatten)]
    more: HashMap<String, serde_json::Value>,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "get", pk = "user-{id}", sk = "{name}")]
struct User {
    id: u64,
    name: String,
}

fn main() {}

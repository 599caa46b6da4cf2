use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{name}")]
struct User {
    id: u64,
    name: Option<String>,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{name}{city}")]
struct User {
    id: u64,
    name: String,
    city: String,
}

fn main() {}

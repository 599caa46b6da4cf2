use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{name:lowercase}#{id:descending}")]
struct User {
    id: u64,
    name: String,
}

fn main() {}

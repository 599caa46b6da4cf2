use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{path:any}#{id}")]
struct User {
    id: u64,
    path: String,
}

fn main() {}

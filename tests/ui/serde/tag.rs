use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[serde(tag = "kind")]
struct User {
    id: u64,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[entity(methods(fetch = "get"))]
struct User {
    id: u64,
}

fn main() {}

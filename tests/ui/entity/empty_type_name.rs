use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[entity(type_name = "")]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
}

fn main() {}

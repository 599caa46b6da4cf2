use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
    #[entity(in_key)]
    name: String,
}

fn main() {}

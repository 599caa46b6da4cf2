use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name:lower}", sk = "_root")]
struct User {
    #[entity(in_key)]
    name: String,
}

fn main() {}

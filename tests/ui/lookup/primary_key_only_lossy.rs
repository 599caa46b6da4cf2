use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{email}", sk = "_root")]
#[lookup(name = "by_name", pk = "name-{name}", sk = "{email:lower}")]
struct User {
    email: String,
    name: String,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_email", pk = "email-{email:lower}", sk = "{id}")]
struct User {
    id: u64,
    #[entity(in_key)]
    email: String,
}

fn main() {}

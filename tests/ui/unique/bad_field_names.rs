use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(unique(names::first, email))]
struct User {
    user_id: u64,
    first: String,
    #[entity(unique(scope = "first"))]
    email: String,
}

fn main() {}

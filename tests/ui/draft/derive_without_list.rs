use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(draft(name = "NewUser", derive = "Clone"))]
struct User {
    user_id: u64,
    #[entity(version)]
    version: u64,
}

fn main() {}

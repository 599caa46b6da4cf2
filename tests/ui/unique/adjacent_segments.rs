use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(unique(pk = "EMAIL#{tenant_id}{email}", sk = "MARKER"))]
struct User {
    user_id: u64,
    tenant_id: u64,
    email: String,
}

fn main() {}

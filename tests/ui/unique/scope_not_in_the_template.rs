use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    tenant_id: u64,
    #[entity(unique(scope = tenant_id, pk = "EMAIL#{email}", sk = "MARKER"))]
    email: String,
}

fn main() {}

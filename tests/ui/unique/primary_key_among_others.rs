use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "tenant-{tenant_id}", sk = "user-{user_id}")]
#[entity(unique(tenant_id, user_id, email))]
struct User {
    tenant_id: u64,
    user_id: u64,
    email: String,
}

fn main() {}

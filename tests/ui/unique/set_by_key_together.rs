use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(unique(tenant_id, badge))]
struct User {
    user_id: u64,
    tenant_id: u32,
    badge: u32,
}

fn main() {
    let _ = User::update(3).set(User::FIELDS.badge, 7);
}

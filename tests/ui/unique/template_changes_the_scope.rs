use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    at: u64,
    #[entity(unique(pk = "EMAIL#{email}", sk = "{at}"))]
    email: String,
    tenant: String,
    #[entity(unique(scope = tenant, pk = "{tenant}#{at}#{name}", sk = "NAME"))]
    name: String,
}

fn main() {}

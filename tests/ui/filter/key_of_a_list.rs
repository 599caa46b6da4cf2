use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    names: Vec<String>,
}

fn main() {
    let _ = User::FIELDS.names.key("first").eq("ann");
}

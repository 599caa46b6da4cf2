use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    tags: Option<Vec<String>>,
}

fn main() {
    let _ = User::update(7).append(User::FIELDS.tags, ["new"]);
}

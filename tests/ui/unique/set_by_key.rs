use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    #[entity(unique)]
    user_name: String,
    age: u8,
}

fn main() {
    let _ = User::update(3).set(User::FIELDS.age, 7).set(User::FIELDS.user_name, "cathy");
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(draft = "NewUser")]
struct User {
    user_id: u64,
}

fn main() {
    let _ = User::from(NewUser { user_id: 1 }).create();
}

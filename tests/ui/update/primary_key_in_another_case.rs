use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name:upper}", sk = "_root")]
struct User {
    name: String,
    age: u8,
}

fn main() {
    let _ = User::update("ann").set(User::FIELDS.name, "Ann");
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "all", pk = "user-{id:padded}", sk = "{name}")]
struct User {
    id: u64,
    name: String,
}

fn main() {
    let _ = User::get(3, "name");
    let _ = User::key(3, "name");
    let _ = User::all(3).prefix("name").range(.."b");
    let _ = User { id: 3, name: String::new() }.create();
}

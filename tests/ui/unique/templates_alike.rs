use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(unique(pk = "unique-{name}", sk = "MARKER"), unique(pk = "unique-{email}", sk = "MARKER"))]
struct User {
    user_id: u64,
    name: String,
    email: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    _owner: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn main() {}

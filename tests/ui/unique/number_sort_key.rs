use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "{at}")]
struct User {
    user_id: u64,
    at: u64,
    #[entity(unique)]
    email: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type", sk_type = N)]
enum Users {
    User(User),
}

fn main() {}

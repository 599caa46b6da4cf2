use dynamodel::{BatchWrite, Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
struct User {
    user_id: u64,
    #[entity(unique)]
    user_name: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn main() {
    let _ = BatchWrite::<Users>::new().and(User { user_id: 1, user_name: String::new() }.put());
}

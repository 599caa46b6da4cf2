use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "root")]
struct User {
    user_id: u64,
    #[entity(unique)]
    email: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{path:any}", sk = "_{rest:any}")]
struct Anything {
    path: String,
    rest: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
    Anything(Anything),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name}", sk = "_root")]
struct User {
    name: String,
    #[entity(unique(pk = "user-{email}", sk = "_root"))]
    email: String,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "type")]
enum Users {
    User(User),
}

fn main() {}

//! Nothing but the key tells the type of an item without one.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
}

#[derive(Table)]
#[table(name = "users", type_attribute = "entity_type", untyped = skip)]
enum Users {
    User(User),
}

fn main() {}

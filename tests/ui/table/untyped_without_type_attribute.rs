//! Without a type attribute, every item is recognized by its key.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
struct User {
    id: u64,
}

#[derive(Table)]
#[table(name = "users", untyped = by_key)]
enum Users {
    User(User),
}

fn main() {}

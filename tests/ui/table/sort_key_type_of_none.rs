//! There is nothing to have a type.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}")]
pub struct User {
    pub user_id: u64,
}

#[derive(Table)]
#[table(name = "entities", sk = none, sk_type = N)]
enum Entities {
    User(User),
}

fn main() {}

//! Both write `user-7` and `_root`.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{number}", sk = "_root")]
pub struct Account {
    pub number: u32,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    User(User),
    Account(Account),
}

fn main() {}

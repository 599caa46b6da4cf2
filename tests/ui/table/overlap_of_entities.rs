//! Both write `user-7` and `_root`.

#[path = "model/user.rs"]
mod model;

use dynamodel::{Entity, Table};
use model::User;
use serde::{Deserialize, Serialize};

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

//! A name can be `7`.

#[path = "model/user.rs"]
mod model;

use dynamodel::{Entity, Table};
use model::User;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{name}", sk = "_root")]
pub struct Account {
    pub name: String,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    User(User),
    Account(Account),
}

fn main() {}

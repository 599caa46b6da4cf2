//! A name that no variant has.

#[path = "model/user.rs"]
mod model;

use dynamodel::{Entity, Table};
use model::User;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
pub struct Account {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", shared(User, Acount))]
enum Entities {
    User(User),
    Account(Account),
}

fn main() {}

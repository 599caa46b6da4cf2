//! Entities share their own keys, not those of copies.

#[path = "model/user.rs"]
mod model;

use dynamodel::{Entity, Table};
use model::User;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
#[lookup(name = "by_number", pk = "user-{id}", sk = "{id}")]
pub struct Organization {
    pub id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{number}")]
pub struct Account {
    pub id: u64,
    pub number: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", shared(User, Organization, Account))]
enum Entities {
    User(User),
    Organization(Organization),
    Account(Account),
}

fn main() {}

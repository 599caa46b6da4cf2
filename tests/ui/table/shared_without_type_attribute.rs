//! Nothing would tell them apart.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "_root")]
pub struct Account {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", shared(User, Account))]
enum Entities {
    User(User),
    Account(Account),
}

fn main() {}

//! Two groups would be one.

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

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "bot-{id}", sk = "_root")]
pub struct Bot {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", shared(User, Account), shared(User, Bot))]
enum Entities {
    User(User),
    Account(Account),
    Bot(Bot),
}

fn main() {}

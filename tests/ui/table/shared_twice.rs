//! Two groups would be one.

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

//! In the copy, the attribute has another value.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{email}", sk = "_root")]
#[lookup(name = "by_team", pk = "team#{team}", sk = "{email}")]
pub struct User {
    pub email: String,
    pub team: String,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", pk = "email")]
enum Entities {
    User(User),
}

fn main() {}

//! Entities that share keys are distinguished by the type attribute alone.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{id}", sk = "_root")]
struct User {
    id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "account-{id}", sk = "_root")]
struct Organization {
    id: u64,
}

#[derive(Table)]
#[table(name = "accounts", type_attribute = "entity_type", untyped = by_key, shared(User, Organization))]
enum Accounts {
    User(User),
    Organization(Organization),
}

fn main() {}

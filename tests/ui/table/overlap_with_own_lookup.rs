//! The copy of a friend would replace a person.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "person-{id}", sk = "_root")]
#[lookup(name = "by_friend", pk = "person-{id}", sk = "_root")]
pub struct Person {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    Person(Person),
}

fn main() {}

//! The partition key is all there is.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{name}")]
pub struct User {
    pub name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "order-{id}")]
pub struct Order {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", sk = none)]
enum Entities {
    User(User),
    Order(Order),
}

fn main() {}

//! A binary attribute holds no number.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "{number}", sk = "_root")]
pub struct Order {
    pub number: u64,
}

#[derive(Table)]
#[table(name = "entities", pk_type = B)]
enum Entities {
    Order(Order),
}

fn main() {}

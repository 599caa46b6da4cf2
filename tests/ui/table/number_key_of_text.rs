//! A number attribute holds no `order#`.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "order#{number}")]
pub struct Order {
    pub user_id: u64,
    pub number: u64,
}

#[derive(Table)]
#[table(name = "entities", sk_type = N)]
enum Entities {
    Order(Order),
}

fn main() {}

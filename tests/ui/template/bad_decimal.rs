use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{price:2.10}")]
struct User {
    id: u64,
    price: rust_decimal::Decimal,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user}", sk = "order-{id}")]
#[key(index = "inverted", name = "of_order", pk = "order-{id}", sk = "user-{user}")]
struct Order {
    user: u64,
    id: u64,
}

fn main() {
    let _ = Order::of_order(7).range(1..9);
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user}", sk = "order-{id}")]
#[key(index = "gsi1", name = "by_category", pk = [category], sk = [price, "order-{id}"])]
struct Order {
    user: String,
    id: u64,
    category: String,
    price: u32,
}

fn main() {
    let _ = Order::by_category("tea").range((1, 2)..(3, 4));
}

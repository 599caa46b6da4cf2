use dynamodel::{Entity, Table};
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

#[derive(Table)]
#[table(name = "orders")]
#[index(name = "gsi1", pk = "category", sk = ["price", "pk"])]
enum Orders {
    Order(Order),
}

fn main() {}

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user}", sk = "order-{id}")]
#[key(index = "inverted", name = "of_order", pk = "order-{id:plain}", sk = "user-{user}")]
struct Order {
    user: u64,
    id: u64,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(name = "inverted", pk = "sk", sk = "pk")]
enum Orders {
    Order(Order),
}

fn main() {}

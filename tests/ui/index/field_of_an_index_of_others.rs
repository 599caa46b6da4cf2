use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "order-{id}", sk = "_root")]
struct Order {
    id: u64,
    status: String,
}

#[derive(Table)]
#[table(name = "work", type_attribute = "kind")]
#[index(name = "by_status", pk = "status")]
enum Work {
    Order(Order),
}

fn main() {}

use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "{user}", sk = "{order}")]
struct Order {
    user: String,
    order: String,
    total: u64,
}

#[derive(Table)]
#[table(name = "orders", pk = "user", sk = "order")]
enum Orders {
    Order(Order),
}

async fn example(table: TableClient<Orders>) {
    let big = Order::FIELDS.total.gt(9).and(Order::FIELDS.order.ne("7"));
    let _ = Order::of_user("ada").filter(big).all(&table).await;
    let removed = Order::of_user("ada").filter(Order::FIELDS.user.exists()).delete_all();
    let _ = removed.send(&table).await;
}

fn main() {
    let _ = example;
}

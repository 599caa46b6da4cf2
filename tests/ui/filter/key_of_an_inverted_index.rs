use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "{user}", sk = "{order}")]
#[key(index = "inverted", name = "of_order", pk = "{order}", sk = "{user}")]
struct Order {
    user: String,
    order: String,
}

#[derive(Table)]
#[table(name = "orders", pk = "user", sk = "order")]
#[index(name = "inverted", pk = "order", sk = "user")]
enum Orders {
    Order(Order),
}

async fn example(table: TableClient<Orders>) {
    let _ = Order::of_order("7").filter(Order::FIELDS.user.ne("ada")).count(&table).await;
}

fn main() {
    let _ = example;
}

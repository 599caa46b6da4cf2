use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "order-{order}", sk = "_root")]
#[key(index = "towns", name = "in_town", pk = "{town}", sk = "order-{order}")]
struct Order {
    order: String,
    town: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(name = "towns", pk = "town", sk = "towns_sk")]
enum Orders {
    Order(Order),
}

async fn example(table: TableClient<Orders>) {
    let _ = Order::in_town("Bern").filter(Order::FIELDS.town.contains("B")).first(&table).await;
}

fn main() {
    let _ = example;
}

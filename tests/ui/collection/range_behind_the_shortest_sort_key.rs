#[path = "model/orders.rs"]
mod model;

use dynamodel::TableClient;
use model::{Shop, WithVisits};

async fn order(table: &TableClient<Shop>) {
    let _ = WithVisits::visits_too(7).prefix(3).range(9..).all(table).await;
}

fn main() {}

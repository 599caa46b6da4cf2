#[path = "model/orders.rs"]
mod model;

use dynamodel::TableClient;
use model::{Shop, WithVisits};

async fn days(table: &TableClient<Shop>) {
    let _ = WithVisits::visits_too(7).range(1..).range(..3).all(table).await;
}

fn main() {}

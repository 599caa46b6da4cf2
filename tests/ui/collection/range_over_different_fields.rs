#[path = "model/orders.rs"]
mod model;

use dynamodel::TableClient;
use model::{Shop, WithTickets};

async fn first_days(table: &TableClient<Shop>) {
    let _ = WithTickets::tickets_too(7).range(..3).all(table).await;
}

fn main() {}

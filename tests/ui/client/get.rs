#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use dynamodel::TableClient;
use model::{Entities, User};

async fn user(table: &TableClient<Entities>) -> Option<User> {
    table.get(1).await.unwrap()
}

fn main() {}

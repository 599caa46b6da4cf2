#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use dynamodel::{Entity, TableClient};
use model::{Entities, User};

async fn store(table: &TableClient<Entities>, user: User) {
    let _ = user.primary_key();
    table.put(user).await.unwrap();
}

fn main() {}

#[path = "model/entities.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

async fn delete() {
    let table = Entities::table(dynamodel::embedded::client());
    transact((1..4).map(User::delete)).send(&table).await.unwrap();
}

fn main() {}

#[path = "model/entities.rs"]
mod model;

use dynamodel::transact_get;
use model::{Entities, User};

async fn user() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact_get(User::get(1)).send(&table).await.unwrap();
}

fn main() {}

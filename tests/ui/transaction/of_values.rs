#[path = "model/entities.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

async fn store(user: User) {
    let table = Entities::table(dynamodel::embedded::client());
    let ((), ()) = transact((User::delete(1), user)).send(&table).await.unwrap();
}

fn main() {}

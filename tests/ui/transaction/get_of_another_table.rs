#[path = "model/entities.rs"]
mod model;
#[path = "model/events.rs"]
mod other;

use dynamodel::transact_get;
use model::{Entities, User};
use other::Event;

async fn user() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact_get((User::get(1), Event::get(1, 2))).send(&table).await.unwrap();
}

fn main() {}

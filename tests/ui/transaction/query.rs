#[path = "model/events.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, Event};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact((Event::delete(1, 2), Event::events(1))).send(&table);
}

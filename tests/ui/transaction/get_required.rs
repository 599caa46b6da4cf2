#[path = "model/events.rs"]
mod model;

use dynamodel::transact_get;
use model::{Entities, Event};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact_get((Event::get(1, 2), Event::get(1, 3).required())).send(&table);
}

#[path = "model/entities_with_visits.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let count = User::update(1).add(User::FIELDS.visits, 1).returning_updated();
    let _ = transact((User::get(2).must_exist(), count)).send(&table);
}

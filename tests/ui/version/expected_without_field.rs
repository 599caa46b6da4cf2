#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = User::update(1).add(User::FIELDS.visits, 1).expect_version(3).send(&table);
}

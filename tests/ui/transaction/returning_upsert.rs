#[path = "model/entities_with_visits.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User { user_id: 1, visits: 1 };
    let _ = transact([User::update(1).returning_new().upsert(&user)]).send(&table);
}

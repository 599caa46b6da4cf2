#[path = "model/entities_with_visits.rs"]
mod model;

use dynamodel::{Entity, transact};
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User { user_id: 1, visits: 0 };
    let _ = transact((User::get(2).must_exist(), user.put().returning_old())).send(&table);
}

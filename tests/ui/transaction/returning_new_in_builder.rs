#[path = "model/entities_with_visits.rs"]
mod model;

use dynamodel::{Entity, Transaction};
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User { user_id: 1, visits: 0 };
    let _ = Transaction::new().and(user.create().returning_new()).send(&table);
}

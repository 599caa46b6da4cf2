#[path = "model/entities_with_visits.rs"]
mod model;

use dynamodel::Transaction;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = Transaction::new().and(User::delete(1).returning_old()).send(&table);
}

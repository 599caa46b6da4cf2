#[path = "model/entities.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let _ = transact((User::get(1), User::delete(2))).send(&table);
}

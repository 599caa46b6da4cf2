#[path = "model/entities.rs"]
mod model;

use dynamodel::transact;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User::delete;
    let all = (user(1), user(2), user(3), user(4), user(5), user(6), user(7), user(8), user(9), user(10), user(11), user(12), user(13));
    let _ = transact(all).send(&table);
}

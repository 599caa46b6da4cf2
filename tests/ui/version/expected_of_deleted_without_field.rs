#[path = "../transaction/model/entities_with_visits.rs"]
mod model;

use dynamodel::Entity as _;
use model::{Entities, User};

fn main() {
    let table = Entities::table(dynamodel::embedded::client());
    let user = User { user_id: 1, visits: 0 };
    let _ = user.delete().expect_version(3).send(&table);
}

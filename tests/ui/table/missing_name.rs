//! Which table?

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(type_attribute = "kind")]
enum Entities {
    User(User),
}

fn main() {}

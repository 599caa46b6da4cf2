//! Which table?

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
enum Entities {
    User(User),
}

fn main() {}

//! The sum type is the table.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities")]
struct Entities {
    user: User,
}

fn main() {}

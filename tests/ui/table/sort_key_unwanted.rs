//! The table has no sort key.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", sk = none)]
enum Entities {
    User(User),
}

fn main() {}

//! Which one?

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", name = "things")]
enum Entities {
    User(User),
}

fn main() {}

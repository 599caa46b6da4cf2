//! One attribute cannot be both.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", pk = "id", type_attribute = "id")]
enum Entities {
    User(User),
}

fn main() {}

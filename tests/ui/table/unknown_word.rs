//! A slip of the keyboard.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", type_atribute = "kind")]
enum Entities {
    User(User),
}

fn main() {}

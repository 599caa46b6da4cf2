//! One entity shares with none.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", shared(User))]
enum Entities {
    User(User),
}

fn main() {}

//! Names are strings.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = entities)]
enum Entities {
    User(User),
}

fn main() {}

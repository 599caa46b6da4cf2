//! What DynamoDB would refuse.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "my entities")]
enum Entities {
    User(User),
}

fn main() {}

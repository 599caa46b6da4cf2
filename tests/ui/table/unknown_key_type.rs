//! DynamoDB has three.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities", pk_type = String)]
enum Entities {
    User(User),
}

fn main() {}

//! The proof needs all types.

#[path = "model/user.rs"]
mod model;

use dynamodel::Table;
use model::User;

#[derive(Table)]
#[table(name = "entities")]
enum Entities<T> {
    User(User),
    Other(T),
}

fn main() {}

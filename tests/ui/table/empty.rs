//! A table of nothing.

use dynamodel::Table;

#[derive(Table)]
#[table(name = "entities")]
enum Entities {}

fn main() {}

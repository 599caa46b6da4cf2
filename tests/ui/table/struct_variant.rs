//! The entity is not the variant.

use dynamodel::Table;

#[derive(Table)]
#[table(name = "entities")]
enum Entities {
    User { user_id: u64 },
}

fn main() {}

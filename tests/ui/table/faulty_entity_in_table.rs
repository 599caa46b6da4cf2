//! What is wrong with an entity is said where it stands, and once.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "seat-{row}1{number}", sk = "_root")]
pub struct Seat {
    pub row: u64,
    pub number: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind")]
enum Entities {
    Seat(Seat),
}

fn main() {}

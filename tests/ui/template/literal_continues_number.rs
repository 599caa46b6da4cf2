//! `7` and `1` would be `71`.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "seat-{row}1{number}", sk = "_root")]
pub struct Seat {
    pub row: u64,
    pub number: u64,
}

fn main() {}

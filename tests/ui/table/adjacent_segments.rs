//! `1` and `23` would be `12` and `3`.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "seat-{row}{number}", sk = "_root")]
pub struct Seat {
    pub row: u64,
    pub number: u64,
}

fn main() {}

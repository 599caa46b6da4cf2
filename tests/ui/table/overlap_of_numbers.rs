//! As a number, the padded and the plain form of 7 are one.

use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "log", sk = "{id:03}")]
pub struct Small {
    pub id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "log", sk = "{id:09}")]
pub struct Large {
    pub id: u64,
}

#[derive(Table)]
#[table(name = "entities", type_attribute = "kind", sk_type = N)]
enum Entities {
    Small(Small),
    Large(Large),
}

fn main() {}

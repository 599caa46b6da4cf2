use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{at:hour:offset}#{at:us:upper}")]
struct Login {
    id: u64,
    at: Timestamp,
}

fn main() {}

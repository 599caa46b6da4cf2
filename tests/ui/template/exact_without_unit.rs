use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "day-{at:date:exact}", sk = "{at:exact}")]
struct Sample {
    at: Timestamp,
}

fn main() {}

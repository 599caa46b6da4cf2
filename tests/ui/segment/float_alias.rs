use dynamodel::Entity;
use serde::{Deserialize, Serialize};

type Celsius = f64;

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "at", pk = "sensor-{value}", sk = "{value}#{place}")]
struct Reading {
    place: u64,
    value: Celsius,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "sensor-{place}", sk = "{value}")]
struct Reading {
    place: u64,
    value: f64,
}

fn main() {}

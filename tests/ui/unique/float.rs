use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "sensor-{id}", sk = "_root")]
struct Sensor {
    id: u64,
    #[entity(unique)]
    temperature: f64,
}

fn main() {}

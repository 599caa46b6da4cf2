use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_sensor", pk = "sensor-{sensor}", sk = "{at:ms}#{nth}")]
struct Sample {
    sensor: u64,
    at: Timestamp,
    nth: u32,
}

fn main() {
    let (from, to) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
    let _ = Sample::of_sensor(7).range((from, 2)..(to, 4));
}

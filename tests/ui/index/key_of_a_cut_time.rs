use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "task-{id}", sk = "{at}")]
struct Task {
    id: u64,
    #[serde(with = "dynamodel::form::utc_micros")]
    at: jiff::Timestamp,
}

fn main() {}

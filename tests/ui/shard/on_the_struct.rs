use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}", sk = "{id}")]
#[entity(shards = 8)]
struct Event {
    day: String,
    id: u64,
}

fn main() {}

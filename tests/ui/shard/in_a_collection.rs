use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
pub struct Event {
    day: String,
    id: u64,
}

#[derive(Collection)]
#[collection(name = "of_day", pk = "DAY#{day}")]
enum OfDay {
    Event(Event),
}

fn main() {}

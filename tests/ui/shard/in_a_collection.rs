use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
struct Event {
    day: String,
    id: u64,
}

#[derive(Collection)]
#[collection(name = "day", pk = "DAY#{day}")]
enum OfDay {
    #[collection(pattern = "of_day")]
    Event(Event),
}

fn main() {}

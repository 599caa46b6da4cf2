use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of_day", pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
struct Event {
    day: String,
    id: u64,
}

fn main() {
    let _ = Event::of_day("2020-01-01", 3);
}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "event-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_day", pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
struct Event {
    day: String,
    id: u64,
}

fn main() {
    let _ = Event::by_day("2020-01-01").consistent();
}

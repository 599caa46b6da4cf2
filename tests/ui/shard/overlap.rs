use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
struct Event {
    day: String,
    id: u64,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{hour}", sk = "{id}")]
struct Hour {
    day: String,
    hour: u8,
    id: u64,
}

#[derive(Table)]
#[table(name = "events", type_attribute = "kind")]
enum Events {
    Event(Event),
    Hour(Hour),
}

fn main() {}

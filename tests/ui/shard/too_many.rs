use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 1001)]
struct Event {
    day: String,
    id: u64,
}

fn main() {}

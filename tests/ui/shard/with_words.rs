use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard:02}", sk = "{id}", shards = 8)]
struct Event {
    day: String,
    id: u64,
}

fn main() {}

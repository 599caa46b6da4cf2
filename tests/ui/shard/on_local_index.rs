use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "DAY#{day}#{shard}", sk = "{id}", shards = 8)]
#[key(index = "lsi1", name = "by_level", sk = "{level}", shards = 8)]
struct Event {
    day: String,
    id: u64,
    level: u8,
}

fn main() {}

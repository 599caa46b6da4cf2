use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{id}", sk = "{at:offset}{device}")]
#[key(index = "gsi1", name = "by_time", pk = "logins", sk = "{at:display}-{device}")]
struct Login {
    id: u64,
    at: Timestamp,
    device: String,
}

fn main() {}

use dynamodel::{Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "session-{id}", sk = "{until}")]
struct Session {
    id: u64,
    #[entity(ttl)]
    until: jiff::Timestamp,
}

fn main() {}

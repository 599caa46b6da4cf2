use dynamodel::{Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "{until}")]
struct Session {
    id: u64,
    #[entity(ttl, in_key)]
    until: u64,
}

fn main() {}

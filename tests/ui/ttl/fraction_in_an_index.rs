use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_end", pk = "sessions", sk = "{until:ms}#{id}")]
struct Session {
    id: u64,
    #[entity(ttl)]
    until: Option<jiff::Timestamp>,
}

fn main() {}

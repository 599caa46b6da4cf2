use dynamodel::{Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u64,
    #[entity(ttl)]
    until: u64,
    #[entity(ttl)]
    expires_at: u64,
}

fn main() {}

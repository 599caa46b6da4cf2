use dynamodel::{Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
#[entity(ttl = "until")]
struct Session {
    id: u64,
    until: u64,
}

fn main() {}

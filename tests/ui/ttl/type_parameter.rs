use dynamodel::{Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session<T> {
    id: u64,
    #[entity(ttl)]
    until: T,
}

fn main() {}

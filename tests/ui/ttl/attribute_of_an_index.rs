use dynamodel::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u64,
    #[entity(ttl)]
    until: u64,
}

#[derive(Table)]
#[table(name = "sessions", ttl_attribute = "until")]
#[index(name = "gsi1", pk = "until")]
enum Sessions {
    Session(Session),
}

fn main() {}

//! The field that says when an item expires has one name, the table's.

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
struct Session {
    id: u64,
    #[serde(alias = "expires")]
    #[entity(ttl)]
    expires_at: Option<u64>,
}

fn main() {}

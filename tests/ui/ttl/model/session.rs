use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "session-{id}", sk = "_root")]
pub struct Session {
    pub id: u64,
    #[entity(ttl)]
    pub until: u64,
}

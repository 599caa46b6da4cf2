use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "invite-{id}", sk = "_root")]
struct Invite {
    id: u64,
    #[entity(unique)]
    code: String,
    #[entity(ttl)]
    until: Option<u64>,
}

fn main() {
    let _ = Invite::update(3).set(Invite::FIELDS.until, Some(7));
}

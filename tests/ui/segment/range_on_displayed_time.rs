use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "logins", pk = "user-{id}", sk = "{at:display}")]
struct Login {
    id: u64,
    at: Timestamp,
}

fn main() {
    let _ = Login::logins(1).range(Timestamp::UNIX_EPOCH..);
}

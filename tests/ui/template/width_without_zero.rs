use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id:8}", sk = "{at:unix:10}")]
struct User {
    user_id: u64,
    at: jiff::Timestamp,
}

fn main() {}

use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name(by_user, type), pk = "user-{user}", sk = "{at}")]
struct Job {
    user: String,
    at: u64,
}

fn main() {}

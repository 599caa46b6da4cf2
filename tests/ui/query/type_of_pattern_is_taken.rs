use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "user-{user}", sk = "{at}")]
struct Job {
    user: String,
    at: u64,
}

struct JobByUser;

fn main() {}

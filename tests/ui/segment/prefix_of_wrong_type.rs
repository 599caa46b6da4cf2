use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "{user}", sk = "{id}")]
struct Job {
    user: String,
    id: u64,
}

fn main() {
    let _ = Job::by_user("u").prefix("a");
}

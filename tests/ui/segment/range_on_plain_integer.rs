use dynamodel::Entity;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "{user}", sk = "{id:plain}")]
struct Job {
    user: String,
    id: u64,
}

fn main() {
    let _ = Job::by_user("u").range(1..2);
}

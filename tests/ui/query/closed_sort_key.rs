use dynamodel::{Entity, op::Query};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "user-{user}", sk = "{at}")]
struct Job {
    user: String,
    at: u64,
}

fn since(at: Option<u64>) -> Query<JobByUser> {
    Job::by_user("ann").prefix_if(at)
}

fn main() {}

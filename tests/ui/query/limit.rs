use dynamodel::{Entity, Table, TableClient};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_user", pk = "user-{user}", sk = "{at}")]
struct Job {
    user: String,
    at: u64,
}

#[derive(Table)]
#[table(name = "jobs", type_attribute = "kind")]
enum Jobs {
    Job(Job),
}

async fn newest(table: &TableClient<Jobs>) {
    let _ = Job::by_user("ann").limit(5).rev().all(table).await;
}

fn main() {}

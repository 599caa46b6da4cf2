#[path = "model/job.rs"]
mod model;

use dynamodel::{Table, TableClient};
use model::Job;

#[derive(Table)]
#[table(name = "jobs", type_attribute = "kind")]
enum Jobs {
    Job(Job),
}

async fn newest(table: &TableClient<Jobs>) {
    let _ = Job::by_user("ann").descending().all(table).await;
}

fn main() {}

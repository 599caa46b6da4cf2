#[path = "model/job.rs"]
mod model;

use dynamodel::{Table, TableClient};
use model::Job;

#[derive(Table)]
#[table(name = "jobs", type_attribute = "kind")]
enum Jobs {
    Job(Job),
}

async fn all(table: &TableClient<Jobs>) -> Vec<Job> {
    Job::by_user("ann").send(table).await.unwrap()
}

fn main() {}

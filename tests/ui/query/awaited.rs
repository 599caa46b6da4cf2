#[path = "model/job.rs"]
mod model;

use dynamodel::Error;
use model::Job;

async fn jobs() -> Result<Vec<Job>, Error> {
    Job::by_user("ann").await
}

fn main() {}

#[path = "model/job.rs"]
mod model;

use dynamodel::op::Query;
use model::{Job, JobByUser};

fn since(at: Option<u64>) -> Query<JobByUser> {
    Job::by_user("ann").prefix_if(at)
}

fn main() {}

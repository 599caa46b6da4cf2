#[path = "model/job.rs"]
mod model;

use dynamodel::op::Query;
use model::Job;

fn newest(_: Query<Job>) {}

fn main() {}

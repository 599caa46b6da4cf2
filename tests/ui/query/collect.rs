#[path = "model/job.rs"]
mod model;

use dynamodel::Table;
use model::Job;

#[derive(Table)]
#[table(name = "jobs", type_attribute = "kind")]
enum Jobs {
    Job(Job),
}

fn newest() {
    let _ = Job::by_user("ann").collect();
}

fn main() {}

#[path = "../query/model/job.rs"]
mod model;

use model::Job;

fn main() {
    let _ = Job::by_user(7);
}

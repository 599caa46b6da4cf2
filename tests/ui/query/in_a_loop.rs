#[path = "model/job.rs"]
mod model;

use model::Job;

fn main() {
    for job in Job::by_user("ann") {
        let _: Job = job;
    }
}

#[path = "../collection/model/repository_and_issue.rs"]
mod model;

use model::Issue;

fn main() {
    let _ = Issue::get(7, "dynamodel");
}

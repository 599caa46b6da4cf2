//! A struct is read by a function.

#[path = "model/repository_and_issue.rs"]
mod model;

use dynamodel::Collection;
use model::{Issue, Repository};

#[derive(Collection)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
    #[collection(children)]
    issues: Vec<Issue>,
}

fn main() {}

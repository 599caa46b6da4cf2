//! One issue.

#[path = "model/repository_and_issue.rs"]
mod model;

use dynamodel::Collection;
use model::{Issue, Repository};

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
    #[collection(children)]
    issues: Option<Issue>,
}

fn main() {}

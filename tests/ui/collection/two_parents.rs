//! Two kinds stand in an enum.

#[path = "model/repository_and_issue.rs"]
mod model;

use dynamodel::Collection;
use model::{Issue, Repository};

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
    #[collection(parent)]
    other: Option<Repository>,
    #[collection(children)]
    issues: Vec<Issue>,
}

fn main() {}

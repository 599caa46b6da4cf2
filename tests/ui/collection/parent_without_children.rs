//! A repository alone is read by its key.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
}

fn main() {}

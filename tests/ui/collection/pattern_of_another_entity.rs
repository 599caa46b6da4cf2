#[path = "model/by_owner.rs"]
mod model;

use dynamodel::Collection;
use model::{Issue, Repository, RepositoryByOwner};

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    #[pattern(RepositoryByOwner)]
    Issue(Issue),
    Repository(Repository),
}

fn main() {}

#[path = "model/by_owner.rs"]
mod model;

use dynamodel::Collection;
use model::{Issue, Repository};

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    #[pattern(by_owner)]
    Issue(Issue),
    Repository(Repository),
}

fn main() {}

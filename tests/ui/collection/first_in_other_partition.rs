//! No pattern has this partition.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{owner}#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

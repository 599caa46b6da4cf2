//! A variant is one entity.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository, u32),
    Other { repository: Repository },
    None,
}

fn main() {}

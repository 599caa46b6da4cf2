//! A pattern is named bare, and once.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    #[pattern("by_name")]
    Repository(Repository),
}

fn main() {}

//! The word is misspelt.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(nam = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

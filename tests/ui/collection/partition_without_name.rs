//! No function reads it.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

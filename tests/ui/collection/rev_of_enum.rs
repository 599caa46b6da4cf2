//! Direction is asked of the query.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}", rev)]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

//! A repository has a name.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::of_repository(7);
}

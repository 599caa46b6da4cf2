//! Which partition is read is not said.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::of_repository();
}

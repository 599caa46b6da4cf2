//! How a value is written say the entities.

#[path = "model/repository.rs"]
mod model;

use dynamodel::Collection;
use model::Repository;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name:lower}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::of_repository("tokio");
}

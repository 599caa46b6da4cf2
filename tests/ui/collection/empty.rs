//! Nothing is read.

use dynamodel::Collection;

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
}

fn main() {}

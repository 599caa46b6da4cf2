//! The struct has no keys.

use dynamodel::Collection;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

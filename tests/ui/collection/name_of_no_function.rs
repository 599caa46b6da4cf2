//! The name cannot be called.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "of repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

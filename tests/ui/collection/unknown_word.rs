//! The word is misspelt.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(nam = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

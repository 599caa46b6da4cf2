//! The repository of an issue is a number.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{repository}", sk = "ISSUE#{number}")]
pub struct Issue {
    repository: u64,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

fn main() {}

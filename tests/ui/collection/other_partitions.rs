//! Without a name, the first variant says which partition is read.

#[path = "model/repository.rs"]
mod model;

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};
use model::Repository;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "ISSUES#{repository}", sk = "ISSUE#{number}")]
pub struct Issue {
    repository: String,
    number: u32,
}

#[derive(Collection)]
enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

fn main() {}

//! One is in the table, the other in an index.

#[path = "model/repository.rs"]
mod model;

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};
use model::Repository;

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{repository}", sk = "ISSUE#{number}")]
#[key(index = "gsi1", name = "by_name", pk = "REPO#{repository}", sk = "{number}")]
pub struct Issue {
    repository: String,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
    #[pattern(IssueByName)]
    Issue(Issue),
}

fn main() {}

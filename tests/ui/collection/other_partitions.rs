//! Without a name, the first variant says which partition is read.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

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

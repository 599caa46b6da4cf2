//! Only what is wrong with the entity is said.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{repository}", sk = "ISSUE#{nmber}")]
pub struct Issue {
    repository: String,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::of_repository("tokio").rev().take(11);
}

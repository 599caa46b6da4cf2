//! No function reads it.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(pk = "REPO#{name}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {}

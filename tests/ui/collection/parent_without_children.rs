//! A repository alone is read by its key.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
}

fn main() {}

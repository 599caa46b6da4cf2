//! One issue.

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
    repository: String,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(parent)]
    repository: Repository,
    #[collection(children)]
    issues: Option<Issue>,
}

fn main() {}

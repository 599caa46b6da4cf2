//! Issues alone are a query.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{repository}", sk = "ISSUE#{number}")]
pub struct Issue {
    repository: String,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "with_issues", pk = "REPO#{name}", rev)]
struct RepositoryWithIssues {
    #[collection(children)]
    issues: Vec<Issue>,
}

fn main() {}

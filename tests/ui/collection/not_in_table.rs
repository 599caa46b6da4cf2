//! The table has no issues.

use dynamodel::{Collection, Entity, Table};
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
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

#[derive(Table)]
#[table(name = "github", type_attribute = "kind")]
enum GitHub {
    Repository(Repository),
}

fn main() {
    let table = GitHub::table(dynamodel::embedded::client());
    let _ = RepositoryItem::of_repository("tokio").request(&table);
}

use dynamodel::{Collection, Entity, Table, TableClient};
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
    issues: Vec<Issue>,
}

#[derive(Table)]
#[table(name = "hub", type_attribute = "kind")]
enum Hub {
    Repository(Repository),
    Issue(Issue),
}

async fn all(table: &TableClient<Hub>) {
    let _ = RepositoryWithIssues::with_issues("dynamodel").all(table).await;
}

fn main() {}

#[path = "model/repository_and_issue.rs"]
mod model;

use dynamodel::{Collection, Table, TableClient};
use model::{Issue, Repository};

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

#[derive(Table)]
#[table(name = "github", type_attribute = "type")]
enum GitHub {
    Issue(Issue),
    Repository(Repository),
}

async fn numbered(table: &TableClient<GitHub>) {
    let _ = RepositoryItem::of_repository("tools").range(1..3).all(table).await;
}

fn main() {}

#[path = "repository_and_issue.rs"]
mod entities;

use dynamodel::{Collection, Table};
pub use entities::{Issue, Repository};

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
pub enum RepositoryItem {
    Issue(Issue),
    Repository(Repository),
}

#[derive(Table)]
#[table(name = "github", type_attribute = "type")]
pub enum GitHub {
    Issue(Issue),
    Repository(Repository),
}

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_owner", pk = "REPO#{name}", sk = "REPO#{name}")]
struct Repository {
    name: String,
}

#[derive(Serialize, Deserialize, Entity)]
#[key(name = "by_owner", pk = "REPO#{repository}", sk = "ISSUE#{number}")]
struct Issue {
    repository: String,
    number: u32,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name}")]
enum RepositoryItem {
    #[pattern(Issue::by_owner)]
    Issue(Issue),
    Repository(Repository),
}

fn main() {}

//! How a value is written say the entities.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "of_repository", pk = "REPO#{name:lower}")]
enum RepositoryItem {
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::of_repository("tokio");
}

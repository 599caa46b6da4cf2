//! A global index follows the table a moment later.

use dynamodel::{Collection, Entity};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Entity)]
#[key(pk = "REPO#{name}", sk = "REPO#{name}")]
#[key(index = "gsi1", name = "by_name", pk = "NAME#{name}")]
pub struct Repository {
    name: String,
}

#[derive(Collection)]
#[collection(name = "by_name", pk = "NAME#{name}")]
enum RepositoryItem {
    #[pattern(RepositoryByName)]
    Repository(Repository),
}

fn main() {
    let _ = RepositoryItem::by_name("tokio").consistent();
}

#[path = "model/github.rs"]
mod model;

use dynamodel::TableClient;
use model::{GitHub, Issue, RepositoryItem};

async fn numbered(table: &TableClient<GitHub>) {
    let _ = RepositoryItem::of_repository("tools").filter(Issue::FIELDS.number.gt(3)).all(table).await;
}

fn main() {}

#[path = "model/github.rs"]
mod model;

use dynamodel::TableClient;
use model::{GitHub, RepositoryItem};

async fn numbered(table: &TableClient<GitHub>) {
    let _ = RepositoryItem::of_repository("tools").range(1..3).all(table).await;
}

fn main() {}

#[path = "model/states.rs"]
mod model;

use dynamodel::TableClient;
use model::{Jobs, State, Work};

async fn unfinished(table: &TableClient<Jobs>) {
    let _ = Work::of_team(7).range(..State::Done).all(table).await;
}

fn main() {}

//! A session store as a published design stores it: the token alone is the key, an index lists the keys of a user, and the
//! sessions expire. The items have no type attribute.

mod answers;
mod audit;
mod model;
mod writes;

use dynamodel::TableClient;
use uuid::Uuid;

use crate::planted::{items, plant};
use crate::support::raw::Item;
use crate::support::world::table;
use model::SessionStore;

fn rows() -> Vec<Item> {
    items(include_str!("data/session_store.json"))
}

/// The table, as the other program left it.
async fn store() -> TableClient<SessionStore> {
    let table = table::<SessionStore>().await;
    plant(&table, rows()).await;
    table
}

/// The token of a row.
fn token(row: usize) -> Uuid {
    rows()[row]["SessionToken"].as_s().unwrap().parse().unwrap()
}

//! Recurring and scheduled payments as published designs store them: times and states in the texts of keys, dates as index
//! keys, and ids that stand only in an index key. A `TypeScript` library wrote the items, with its type and times.

mod answers;
mod audit;
mod model;
mod writes;

use dynamodel::TableClient;

use crate::planted::{items, plant};
use crate::support::raw::Item;
use crate::support::world::table;
use model::Payments;

fn rows() -> Vec<Item> {
    items(include_str!("data/payments.json"))
}

/// The table, as the other program left it.
async fn payments() -> TableClient<Payments> {
    let table = table::<Payments>().await;
    plant(&table, rows()).await;
    table
}

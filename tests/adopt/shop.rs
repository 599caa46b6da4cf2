//! An online shop that another program filled, with ids that stand only in index keys.
#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

mod absent;
mod answers;
mod audit;
mod copies;
mod model;
mod unknown;
mod writes;

use dynamodel::{Table, TableClient, embedded};

use crate::planted::{items, plant};
use crate::support::raw::Item;
use crate::support::store::write;

fn rows() -> Vec<Item> {
    items(include_str!("data/shop.json"))
}

/// The table, as the other program left it.
async fn shop<T: Table>() -> TableClient<T> {
    let table = TableClient::<T>::new(embedded::client());
    table.create().await.unwrap();
    plant(&table, rows()).await;
    table
}

/// The table with one item.
async fn holding<T: Table>(item: Item) -> TableClient<T> {
    let table = TableClient::<T>::new(embedded::client());
    table.create().await.unwrap();
    write(&table, item).await;
    table
}

/// The row with this sort key.
fn row(sk: &str) -> Item {
    rows().into_iter().find(|item| item["SK"].as_s().unwrap() == sk).unwrap()
}

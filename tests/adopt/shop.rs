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
use crate::support::store::{Stored, write};

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

/// Returns the attributes of each item that differ between two states of a table.
fn changed(before: &Stored, after: &Stored) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changed = Vec::new();
    for key in keys {
        let (Some(old), Some(new)) = (before.get(key), after.get(key)) else {
            changed.push(key.clone());
            continue;
        };
        let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        changed.extend(names.into_iter().filter(|name| old.get(*name) != new.get(*name)).cloned());
    }
    changed
}

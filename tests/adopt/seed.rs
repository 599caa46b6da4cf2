//! The example `adopt`: the table of a Python program, read, written and moved.

mod both;
mod interrupted;
mod lists;
mod moved;
#[path = "../../examples/youtube/demo/orphans.rs"]
#[allow(unreachable_pub, reason = "the example's own")]
mod orphans;
mod output;
mod read;
#[path = "../../examples/adopt/steps/mod.rs"]
#[allow(unreachable_pub, dead_code, reason = "the example's own")]
mod steps;
mod written;

use dynamodel::TableClient;

use crate::support::raw::Item;
use crate::support::store::stored;
use crate::support::world::table;
use steps::new::YouTube;
use steps::old::PythonTable;
use steps::{fixture, new as model};

/// The table, as the Python program left it.
async fn python() -> TableClient<PythonTable> {
    let table = table::<PythonTable>().await;
    fixture::load(&table).await.unwrap();
    table
}

/// Both tables, the new one empty.
async fn both() -> (TableClient<PythonTable>, TableClient<YouTube>) {
    let old = python().await;
    let new = unborn(&old);
    new.create().await.unwrap();
    (old, new)
}

/// The new table beside the old one, which is still to be created.
fn unborn(old: &TableClient<PythonTable>) -> TableClient<YouTube> {
    YouTube::table(old.client().clone()).named("youtube")
}

/// The stored items of a partition, in the order of their sort keys.
async fn partition(table: &TableClient<PythonTable>, pk: &str) -> Vec<Item> {
    stored(table).await.into_values().filter(|item| item["pk"].as_s().unwrap() == pk).collect()
}

/// An item of which all attributes are strings.
fn strings<const N: usize>(attributes: [(&str, &str); N]) -> Item {
    attributes.map(|(name, text)| (name.to_owned(), crate::support::raw::s(text))).into()
}

//! Step 1: is the model right? Nothing is written.

use std::collections::BTreeMap;

use dynamodel::{Error, Table as _, TableClient};

use super::Failure;
use super::fixture::{self, Item};
use super::old::PythonTable;
use super::report::Report;

/// Compares all items with the model in an audit, and reads each through its entity.
pub async fn step(table: &TableClient<PythonTable>, report: &mut Report) -> Result<(), Failure> {
    report.step("Read the table of the Python program");
    let audit = table.audit().segments(2).send().await?;
    report.found(format!("audit: {} items, {} as the model writes them", audit.scanned, audit.fits));
    for group in audit.groups() {
        let entity = group.entity.unwrap_or("no entity");
        report.found(format!("audit: {}: {} items of {entity}", group.kind, group.count));
    }
    let values = PythonTable::scan().strict().all(table).await?;
    report.found(format!("read: {}", kinds(&values)));
    let (same, all) = (count_same(&values)?, values.len());
    report.found(format!("{same} of {all} are written as the Python program did, apart from the type"));
    Ok(())
}

/// Counts the values of each entity.
fn kinds(values: &[PythonTable]) -> String {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(name(value)).or_insert(0) += 1;
    }
    let counts: Vec<_> = counts.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    counts.join(", ")
}

fn name(value: &PythonTable) -> &'static str {
    match value {
        PythonTable::User(_) => "users",
        PythonTable::Video(_) => "videos",
        PythonTable::Channel(_) => "channels",
        PythonTable::UserVideo(_) => "videos of users",
        PythonTable::UserChannel(_) => "channels of users",
        PythonTable::ChannelVideo(_) => "videos of channels",
    }
}

/// Counts the values whose items the Python program wrote alike.
fn count_same(values: &[PythonTable]) -> Result<usize, Failure> {
    let stored = fixture::items()?;
    let mut same = 0;
    for value in values {
        let mut item = item_of(value)?;
        if !stored.contains(&item) {
            item.remove(PythonTable::META.type_attribute.unwrap_or_default());
        }
        same += usize::from(stored.contains(&item));
    }
    Ok(same)
}

/// Writes a value as an item, in memory.
pub fn item_of(value: &PythonTable) -> Result<Item, Error> {
    let items = match value {
        PythonTable::User(user) => PythonTable::to_items(user),
        PythonTable::Video(video) => PythonTable::to_items(video),
        PythonTable::Channel(channel) => PythonTable::to_items(channel),
        PythonTable::UserVideo(row) => PythonTable::to_items(row),
        PythonTable::UserChannel(row) => PythonTable::to_items(row),
        PythonTable::ChannelVideo(row) => PythonTable::to_items(row),
    };
    Ok(items?.swap_remove(0))
}

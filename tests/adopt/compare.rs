//! Two states of a table, compared item by item.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::{Entity, Holds, Table, TableClient};

use crate::support::raw::Item;
use crate::support::store::{Stored, stored};

/// Returns the partition key and the attribute of every difference, without revisions; `gone` and `new` for whole items.
pub(crate) fn changes<T: Table>(before: &Stored, after: &Stored) -> Vec<String> {
    let pk = |item: &Item| item[T::META.pk.name].as_s().unwrap().clone();
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changes = keys.into_iter().flat_map(|key| match (before.get(key), after.get(key)) {
        (Some(before), Some(after)) => {
            differing(before, after).into_iter().map(|name| format!("{} {name}", pk(before))).collect()
        }
        (Some(item), None) => vec![format!("{} gone", pk(item))],
        (None, Some(item)) => vec![format!("{} new", pk(item))],
        (None, None) => Vec::new(),
    });
    changes.collect()
}

/// Returns the attributes of every difference; `gone` and `new` for whole items.
pub(crate) fn changed<T: Table>(before: &Stored, after: &Stored) -> Vec<String> {
    let attribute = |change: String| change.rsplit_once(' ').unwrap().1.to_owned();
    changes::<T>(before, after).into_iter().map(attribute).collect()
}

/// Asserts that a backfill finds this many items of an entity, and changes none.
pub(crate) async fn assert_backfill_keeps<E: Entity, T: Holds<E>>(table: &TableClient<T>, items: usize) {
    let before = stored(table).await;
    let done = table.backfill::<E>().send().await.unwrap();
    assert_eq!((done.unchanged, done.rewritten, done.left.len()), (items, 0, 0), "{:?}", done.left);
    assert_eq!(stored(table).await, before);
}

fn differing<'i>(before: &'i Item, after: &'i Item) -> Vec<&'i str> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |name: &&String| before.get(*name).map(sorted) != after.get(*name).map(sorted);
    let names = names.into_iter().filter(|name| *name != "_revision").filter(differs);
    names.map(String::as_str).collect()
}

/// The elements of a set have no order.
fn sorted(value: &AttributeValue) -> AttributeValue {
    let mut value = value.clone();
    if let AttributeValue::Ss(elements) | AttributeValue::Ns(elements) = &mut value {
        elements.sort();
    }
    value
}

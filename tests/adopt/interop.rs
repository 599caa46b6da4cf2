//! Items as `ElectroDB` and `PynamoDB` write them: no write loses an attribute that it does not name.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::planted::items;
use crate::support::raw::Item;
use crate::support::store::Stored;

#[test]
fn files_hold_the_items_of_both_libraries() {
    assert_eq!(items(include_str!("data/electrodb.json")).len(), 17);
    assert_eq!(items(include_str!("data/pynamodb.json")).len(), 16);
}

/// Returns the partition key and the attribute of every difference, without revisions; `gone` and `new` for whole items.
pub(crate) fn changes(before: &Stored, after: &Stored) -> Vec<String> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().flat_map(|key| changes_of(before.get(key), after.get(key))).collect()
}

fn changes_of(before: Option<&Item>, after: Option<&Item>) -> Vec<String> {
    let pk = |item: &Item| item["pk"].as_s().unwrap().clone();
    match (before, after) {
        (Some(before), Some(after)) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            let differs = |name: &&String| before.get(*name).map(sorted) != after.get(*name).map(sorted);
            let names = names.into_iter().filter(|name| *name != "_revision").filter(differs);
            names.map(|name| format!("{} {name}", pk(before))).collect()
        }
        (Some(item), None) => vec![format!("{} gone", pk(item))],
        (None, Some(item)) => vec![format!("{} new", pk(item))],
        (None, None) => Vec::new(),
    }
}

/// The elements of a set have no order.
fn sorted(value: &AttributeValue) -> AttributeValue {
    let mut value = value.clone();
    if let AttributeValue::Ss(elements) | AttributeValue::Ns(elements) = &mut value {
        elements.sort();
    }
    value
}

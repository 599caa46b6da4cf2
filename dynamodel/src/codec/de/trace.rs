//! The fields of a type that may have to be read a second time.
//!
//! A set that an item lacks is found by trial, and a trial needs the item again ([`Absent`](super::Absent)). An item that is
//! taken apart is gone after the first trial. So the fields in which a type asks for a set are found first, once for each
//! type: the type is read from a value without contents, once for each field, variant and element that it asks for.

mod plan;
#[cfg(test)]
mod tests;
mod tracer;

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::root::Root;
use crate::schema::item::Item;
use plan::Plan;
use tracer::Tracer;

/// The fields of a type that may have to be read a second time; `None` if every item may.
type Doubts = Option<Vec<&'static str>>;

thread_local! {
    static TRACED: RefCell<BTreeMap<TypeId, Doubts>> = const { RefCell::new(BTreeMap::new()) };
}

/// Returns `true` if no second attempt can read this item as a `V` if the first fails.
///
/// A missing set is in a map, so a doubtful attribute must be present and must not contain maps.
pub(in crate::codec) fn may_be_moved<V: DeserializeOwned + 'static>(item: &Item, root: &Root<'_>) -> bool {
    let decide = |doubts: &Doubts| {
        let is_settled =
            |field: &&'static str| root.get(item, field).is_some_and(|value| !contains_map(value));
        doubts.as_ref().is_some_and(|doubts| doubts.iter().all(is_settled))
    };
    let id = TypeId::of::<V>();
    if let Some(decided) = TRACED.with_borrow(|traced| traced.get(&id).map(decide)) {
        return decided;
    }
    // The type's own code runs, so that the table is not borrowed here.
    let doubts = doubts::<V>();
    let decided = decide(&doubts);
    TRACED.with_borrow_mut(|traced| traced.insert(id, doubts));
    decided
}

fn contains_map(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::M(_) => true,
        AttributeValue::L(list) => list.iter().any(contains_map),
        _ => false,
    }
}

/// Reads the type along every path.
fn doubts<V: DeserializeOwned>() -> Doubts {
    let mut plan = Plan::default();
    loop {
        let read = V::deserialize(Tracer::new(&plan));
        drop(read);
        if !plan.advance() {
            return plan.doubts();
        }
    }
}

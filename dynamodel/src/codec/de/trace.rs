//! What a type reads, found before it reads its first item.
//!
//! A set that an item lacks is found by trial, and a trial needs the item again ([`Absent`](super::Absent)). An item that is
//! taken apart is gone after the first trial. So the fields in which a type asks for a set are found first, once for each
//! type: the type is read from a value without contents, once for each field, variant and element that it asks for.
//!
//! A struct that ignores unknown attributes need not be protected from those of the table.

mod plan;
mod probe;
#[cfg(test)]
mod tests;
mod tracer;

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::root::Root;
use crate::schema::item::Item;
use plan::Plan;
use probe::Probe;
use tracer::Tracer;

/// The fields of a type that may have to be read a second time; `None` if every item may.
type Doubts = Option<Vec<&'static str>>;

/// What a type reads.
#[derive(Clone, Debug)]
pub(crate) struct Traced(Rc<Facts>);

#[derive(Debug)]
struct Facts {
    doubts: Doubts,
    sees_only_fields: bool,
}

thread_local! {
    static TRACED: RefCell<BTreeMap<TypeId, Traced>> = const { RefCell::new(BTreeMap::new()) };
}

impl Traced {
    /// Returns what is known of a type; `is_field` says which attributes are its fields.
    pub(crate) fn of<V: DeserializeOwned + 'static>(is_field: impl Fn(&str) -> bool) -> Self {
        let id = TypeId::of::<V>();
        if let Some(known) = TRACED.with_borrow(|traced| traced.get(&id).cloned()) {
            return known;
        }
        // The type's own code runs, so that the table is not borrowed here.
        let facts = Facts { doubts: doubts::<V>(), sees_only_fields: sees_only_fields::<V>(is_field) };
        let traced = Self(Rc::new(facts));
        TRACED.with_borrow_mut(|all| all.insert(id, traced.clone()));
        traced
    }

    /// Returns `true` if the type is a struct that asks for its fields and ignores all other attributes.
    pub(crate) fn sees_only_fields(&self) -> bool {
        self.0.sees_only_fields
    }

    /// Returns `true` if no second attempt can read this item if the first fails.
    ///
    /// A missing set is in a map, so a doubtful attribute must be present and must not contain maps.
    pub(in crate::codec) fn may_be_moved(&self, item: &Item, root: &Root<'_>) -> bool {
        let is_settled =
            |field: &&'static str| root.get(item, field).is_some_and(|value| !contains_map(value));
        self.0.doubts.as_ref().is_some_and(|doubts| doubts.iter().all(is_settled))
    }
}

fn sees_only_fields<V: DeserializeOwned>(is_field: impl Fn(&str) -> bool) -> bool {
    let probe = Probe::default();
    let read = V::deserialize(&probe);
    drop(read);
    probe.only_fields().is_some_and(|fields| fields.iter().all(|field| is_field(field)))
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

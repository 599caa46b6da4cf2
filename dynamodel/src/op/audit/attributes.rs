//! The attributes of an item beside those that a put of its value would store.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;

use super::finding::{Divergence, DivergenceKind};
use crate::codec::same::stable;
use crate::schema::{entity::EntityMeta, item::Item, table::TableMeta};

/// The differences of the attributes of one item.
#[derive(Default)]
pub(super) struct Differences {
    pub(super) divergences: Vec<Divergence>,
    /// The paths of attributes that no field has.
    pub(super) kept: BTreeSet<String>,
    /// The kinds of differences of the attribute that is compared.
    seen: BTreeSet<DivergenceKind>,
}

/// Compares an item, each field under its own name, with the item that a put would store. Keys, and attributes that writes
/// maintain, are left out.
pub(super) fn compare(entity: &EntityMeta, table: &TableMeta, stored: &Item, written: &Item) -> Differences {
    let mut differences = Differences::default();
    let is_field = |name: &str| entity.fields.iter().any(|field| field.attribute == name);
    let is_ttl = |name: &str| table.ttl_attribute == Some(name);
    for name in names(stored, written) {
        let of_writes = table.is_own(name) && !is_ttl(name);
        if table.is_key(name) || of_writes && !is_field(name) {
            continue;
        }
        let (stored, written) = (stored.get(name), written.get(name));
        differences.seen.clear();
        // NULL can be the missing value of a flattened field.
        let is_flattened = entity.flattens && stored.is_some_and(AttributeValue::is_null);
        let is_known = is_field(name) || is_ttl(name) && entity.ttl().is_some() || is_flattened;
        differences.compare(name, stored, written, is_known);
    }
    differences
}

/// Returns the names of both maps, in order.
fn names<'i>(one: &'i Item, other: &'i Item) -> BTreeSet<&'i str> {
    one.keys().chain(other.keys()).map(String::as_str).collect()
}

impl Differences {
    /// Compares a member. `is_known`: the entity has a field for it.
    fn compare(
        &mut self,
        path: &str,
        stored: Option<&AttributeValue>,
        written: Option<&AttributeValue>,
        is_known: bool,
    ) {
        match (stored, written) {
            (Some(stored), Some(written)) => self.compare_values(path, stored, written),
            (Some(_), None) if !is_known => {
                self.kept.insert(any_element(path));
            }
            _ => self.add(path, stored, written),
        }
    }

    fn compare_values(&mut self, path: &str, stored: &AttributeValue, written: &AttributeValue) {
        if stable(stored) == stable(written) {
            return;
        }
        match (stored, written) {
            (AttributeValue::M(stored), AttributeValue::M(written)) => {
                for name in names(stored, written) {
                    let (stored, written) = (stored.get(name), written.get(name));
                    // A nested struct does not say its fields: NULL is most likely the missing value of one.
                    let is_known = stored.is_some_and(AttributeValue::is_null);
                    self.compare(&format!("{path}.{name}"), stored, written, is_known);
                }
            }
            (AttributeValue::L(stored), AttributeValue::L(written)) if stored.len() == written.len() => {
                for (at, (stored, written)) in stored.iter().zip(written).enumerate() {
                    self.compare_values(&format!("{path}[{at}]"), stored, written);
                }
            }
            _ => self.add(path, Some(stored), Some(written)),
        }
    }

    /// Adds the first difference of each kind in an attribute.
    fn add(&mut self, path: &str, stored: Option<&AttributeValue>, written: Option<&AttributeValue>) {
        let (stored, written) = (stored.cloned(), written.cloned());
        let divergence = Divergence::Attribute { path: path.to_owned(), stored, written };
        if self.seen.insert(divergence.kind()) {
            self.divergences.push(divergence);
        }
    }
}

/// Returns the path without the positions in lists.
fn any_element(path: &str) -> String {
    path.split('[').enumerate().fold(String::new(), |all, (at, part)| match part.split_once(']') {
        Some((_, rest)) if at > 0 => all + "[]" + rest,
        _ => all + part,
    })
}

//! What stands in an index, and where.

use crate::message::same;
use crate::proof::overlap::{range_disjoint, templates_disjoint};
use crate::proof::table::index::{find, position};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::IndexKeyMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::Template;

/// What an item has in a key attribute.
#[derive(Clone, Copy)]
enum Held {
    Nothing,
    /// What this template writes.
    Template(&'static Template),
    /// A field, or another value of which nothing is known.
    Any,
}

/// Whether the copies under the `key`-th key of the entity have all attributes of the index.
pub(crate) const fn has_copies(
    table: &TableMeta,
    entity: &EntityMeta,
    key: usize,
    index: &IndexMeta,
) -> bool {
    stands(table, entity, key, index.pk) && stands(table, entity, key, index.sk)
}

const fn stands(table: &TableMeta, entity: &EntityMeta, key: usize, attributes: &[KeyAttribute]) -> bool {
    let mut at = 0;
    while at < attributes.len() {
        if let Held::Nothing = held(table, entity, key, attributes[at].name) {
            return false;
        }
        at += 1;
    }
    true
}

/// What the items under the `key`-th key of the entity have in an attribute.
const fn held(table: &TableMeta, entity: &EntityMeta, key: usize, name: &str) -> Held {
    let meta: &'static KeyMeta = &entity.keys[key];
    if same(table.pk.name, name) {
        return Held::Template(&meta.pk);
    }
    if let Some(sk) = &table.sk
        && same(sk.name, name)
    {
        return Held::Template(meta.sort());
    }
    let mut at = 0;
    while at < entity.fields.len() {
        if same(entity.fields[at].attribute, name) && !entity.fields[at].in_key {
            return Held::Any;
        }
        at += 1;
    }
    if key == 0 { written(table, entity, name) } else { Held::Nothing }
}

/// What the entity's index keys write to an attribute.
const fn written(table: &TableMeta, entity: &EntityMeta, name: &str) -> Held {
    let mut at = 0;
    while at < entity.indexes.len() {
        let key = &entity.indexes[at];
        if let Some(index) = find(table, key.index) {
            if position(index.pk, name).is_some() {
                return Held::Template(&key.key.pk);
            }
            if position(index.sk, name).is_some() {
                return Held::Template(key.key.sort());
            }
        }
        at += 1;
    }
    Held::Nothing
}

/// Whether items can stand in the index that have no key for it: copies, and those of which each attribute is one
/// of the table or a field.
pub(crate) const fn has_strangers(table: &TableMeta, name: &str) -> bool {
    let Some(index) = find(table, name) else { return false };
    let mut entity = 0;
    while entity < table.entities.len() {
        let met = table.entities[entity];
        let mut key = if has_key(met, index) { 1 } else { 0 };
        while key < met.keys.len() {
            if has_copies(table, met, key, index) {
                return true;
            }
            key += 1;
        }
        entity += 1;
    }
    false
}

/// The index keys of the `entity`-th entity, by bit, in whose partition and behind whose leading literal
/// other items can lie.
pub(crate) const fn mixed(table: &TableMeta, entity: usize) -> u64 {
    let own = table.entities[entity].indexes;
    let (mut mixed, mut at) = (0, 0);
    while at < own.len() && at < u64::BITS as usize {
        if let Some(index) = find(table, own[at].index)
            && is_mixed(table, entity, at, index)
        {
            mixed |= 1 << at;
        }
        at += 1;
    }
    mixed
}

const fn is_mixed(table: &TableMeta, entity: usize, at: usize, index: &IndexMeta) -> bool {
    let own = &table.entities[entity].indexes[at];
    let mut other = 0;
    while other < table.entities.len() {
        let met = table.entities[other];
        if meets_keys(index, own, met.indexes, if other == entity { at } else { usize::MAX }) {
            return true;
        }
        // Items without a key of their own for this index, and copies, can stand in it all the same.
        let mut key = if has_key(met, index) { 1 } else { 0 };
        while key < met.keys.len() {
            if has_copies(table, met, key, index) && !apart(table, index, own, met, key) {
                return true;
            }
            key += 1;
        }
        other += 1;
    }
    false
}

const fn has_key(entity: &EntityMeta, index: &IndexMeta) -> bool {
    let mut at = 0;
    while at < entity.indexes.len() {
        if same(entity.indexes[at].index, index.name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn meets_keys(
    index: &IndexMeta,
    own: &'static IndexKeyMeta,
    others: &'static [IndexKeyMeta],
    itself: usize,
) -> bool {
    let mut at = 0;
    while at < others.len() {
        let met = &others[at];
        if at != itself && same(met.index, own.index) && !reads_past(index, own, met) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether queries for neither key meet items under the other.
pub(crate) const fn keys_disjoint(
    index: &IndexMeta,
    a: &'static IndexKeyMeta,
    b: &'static IndexKeyMeta,
) -> bool {
    reads_past(index, a, b) && reads_past(index, b, a)
}

/// Whether queries for `own` meet no item under `met`.
const fn reads_past(index: &IndexMeta, own: &'static IndexKeyMeta, met: &'static IndexKeyMeta) -> bool {
    (is_text(index.pk) && templates_disjoint(&own.key.pk, &met.key.pk))
        || (is_text(index.sk) && range_disjoint(own.key.sort(), met.key.sort()))
}

/// Whether queries for `own` meet no item under the `key`-th key of the entity `met`.
const fn apart(
    table: &TableMeta,
    index: &IndexMeta,
    own: &'static IndexKeyMeta,
    met: &EntityMeta,
    key: usize,
) -> bool {
    if let [attribute] = index.pk
        && let Held::Template(other) = held(table, met, key, attribute.name)
        && is_text(index.pk)
        && templates_disjoint(&own.key.pk, other)
    {
        return true;
    }
    if let [attribute] = index.sk
        && let Held::Template(other) = held(table, met, key, attribute.name)
        && is_text(index.sk)
    {
        return range_disjoint(own.key.sort(), other);
    }
    false
}

/// Numbers and bytes are equal or not whatever text their segments would write; of several attributes
/// nothing is known.
const fn is_text(attributes: &[KeyAttribute]) -> bool {
    matches!(attributes, [attribute] if matches!(attribute.kind, KeyKind::String))
}

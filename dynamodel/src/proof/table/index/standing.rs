//! The items that an index holds, and the ranges they are in.

use crate::item::table::Table;
use crate::message::{const_for, same};
use crate::proof::overlap::{range_disjoint, templates_disjoint};
use crate::proof::table::index::{ROLES, attributes, find, position};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::EntityMeta;
use crate::schema::entity::KeyMeta;
use crate::schema::table::IndexMeta;
use crate::schema::table::TableMeta;
use crate::schema::template::{Role, Template};

/// The value of a key attribute in an item.
#[derive(Clone, Copy)]
enum Held {
    Nothing,
    /// The text of this template.
    Template(&'static Template),
    /// An unknown value, such as a field.
    Any,
}

/// Returns `true` if the copies under the `key`-th key of the entity have all attributes of the index.
pub(crate) const fn has_copies(
    table: &TableMeta,
    entity: &EntityMeta,
    key: usize,
    index: &IndexMeta,
) -> bool {
    stands(table, entity, key, index.pk) && stands(table, entity, key, index.sk)
}

const fn stands(
    table: &TableMeta,
    entity: &EntityMeta,
    key: usize,
    attributes: &'static [KeyAttribute],
) -> bool {
    const_for!(for attribute in attributes {
        if let Held::Nothing = held(table, entity, key, attribute.name) {
            return false;
        }
    });
    true
}

/// The value of an attribute in the items under the `key`-th key of the entity.
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
    const_for!(for field in entity.fields {
        if same(field.attribute, name) && !field.in_key {
            return Held::Any;
        }
    });
    if key == 0 { written(table, entity, name) } else { Held::Nothing }
}

/// The value that the entity's index keys write to an attribute.
const fn written(table: &TableMeta, entity: &EntityMeta, name: &str) -> Held {
    let mut held = Held::Nothing;
    const_for!(for key in entity.indexes {
        let Some(index) = find(table, key.index) else { continue };
        const_for!(for role in ROLES {
            if position(attributes(index, *role), name).is_some() {
                held = match held {
                    Held::Nothing => Held::Template(key.key.template(*role)),
                    // Another shape of the key may write another text.
                    Held::Template(_) | Held::Any => Held::Any,
                };
            }
        });
    });
    held
}

/// Returns `true` if the index can hold items without a key for it: copies, and items whose own attributes are its key.
pub(crate) const fn may_hold_foreign_items(table: &TableMeta, name: &str) -> bool {
    let Some(index) = find(table, name) else { return false };
    const_for!(for entity in table.entities {
        let mut key = if has_key(entity, index) { 1 } else { 0 };
        while key < entity.keys.len() {
            if has_copies(table, entity, key, index) {
                return true;
            }
            key += 1;
        }
    });
    false
}

/// The index keys of the `entity`-th entity, by bit, in whose partition and behind whose leading literal
/// other items can lie.
#[must_use]
pub(crate) const fn mixed_indexes<T: Table>(entity: usize) -> u64 {
    let table = T::META;
    let mut mixed = 0;
    const_for!(for (slot, key) in table.entities[entity].indexes {
        if slot < u64::BITS as usize
            && let Some(index) = find(table, key.index)
            && is_mixed(table, entity, slot, index)
        {
            mixed |= 1 << slot;
        }
    });
    mixed
}

const fn is_mixed(table: &TableMeta, entity: usize, slot: usize, index: &IndexMeta) -> bool {
    let own = Stored::new(table, index, table.entities[entity], slot);
    const_for!(for (other, met) in table.entities {
        if meets_keys(table, index, (table.entities[entity], slot), met, other == entity) {
            return true;
        }
        // Copies, and items without a key for this index, can be in it too.
        let mut key = if has_key(met, index) { 1 } else { 0 };
        while key < met.keys.len() {
            if has_copies(table, met, key, index) && !apart(table, index, &own, met, key) {
                return true;
            }
            key += 1;
        }
    });
    false
}

pub(crate) const fn has_key(entity: &EntityMeta, index: &IndexMeta) -> bool {
    const_for!(for key in entity.indexes {
        if same(key.index, index.name) {
            return true;
        }
    });
    false
}

/// The templates of the attributes that store an index key.
#[derive(Clone, Copy)]
struct Stored {
    pk: &'static Template,
    sk: &'static Template,
}

impl Stored {
    const fn new(table: &TableMeta, index: &IndexMeta, entity: &EntityMeta, slot: usize) -> Self {
        Self {
            pk: table.stored_form(entity, slot, Role::Partition, index.pk),
            sk: table.stored_form(entity, slot, Role::Sort, index.sk),
        }
    }
}

const fn meets_keys(
    table: &TableMeta,
    index: &IndexMeta,
    (entity, own): (&EntityMeta, usize),
    other: &EntityMeta,
    is_same: bool,
) -> bool {
    const_for!(for (slot, met) in other.indexes {
        if !(is_same && slot == own)
            && same(met.index, entity.indexes[own].index)
            && !reads_past(
                index,
                &Stored::new(table, index, entity, own),
                &Stored::new(table, index, other, slot),
            )
        {
            return true;
        }
    });
    false
}

/// Returns `true` if a query for either of two keys of an entity reads no item under the other.
pub(crate) const fn keys_disjoint(
    table: &TableMeta,
    index: &IndexMeta,
    entity: &EntityMeta,
    (a, b): (usize, usize),
) -> bool {
    let (a, b) = (Stored::new(table, index, entity, a), Stored::new(table, index, entity, b));
    reads_past(index, &a, &b) && reads_past(index, &b, &a)
}

/// Returns `true` if queries for `own` read no item under `met`.
const fn reads_past(index: &IndexMeta, own: &Stored, met: &Stored) -> bool {
    (is_text(index.pk) && templates_disjoint(own.pk, met.pk))
        || (is_text(index.sk) && range_disjoint(own.sk, met.sk))
}

/// Returns `true` if queries for `own` read no item under the `key`-th key of the entity `met`.
const fn apart(table: &TableMeta, index: &IndexMeta, own: &Stored, met: &EntityMeta, key: usize) -> bool {
    if is_text(index.pk)
        && let Held::Template(other) = held(table, met, key, index.pk[0].name)
        && templates_disjoint(own.pk, other)
    {
        return true;
    }
    if is_text(index.sk)
        && let Held::Template(other) = held(table, met, key, index.sk[0].name)
    {
        return range_disjoint(own.sk, other);
    }
    false
}

/// Returns `true` if templates can be compared: for one string attribute. Numbers and bytes are not equal as their texts
/// are.
const fn is_text(attributes: &[KeyAttribute]) -> bool {
    matches!(attributes, [attribute] if matches!(attribute.kind, KeyKind::String))
}

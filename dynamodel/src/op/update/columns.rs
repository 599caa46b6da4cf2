//! The index key attributes that an update writes.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::expr::{Action, Path, Source};
use crate::item::{Encoded, ItemKey, StoredKey, check_listed, is_omitted, stored::Stored, ttl};
use crate::schema::{
    entity::{EntityMeta, IndexKeyMeta, KeySlot},
    item::Item,
    table::TableMeta,
};

/// Adds the actions on the index keys that have a component among the fields that are set. The derive has proven that
/// their other components are set too, or are in the primary key.
pub(super) fn follow<E: Stored>(
    table: &TableMeta,
    key: &ItemKey,
    actions: &mut Vec<Action>,
) -> Result<(), Error> {
    leave_out_nulls::<E>(table, actions);
    let listed: &[Action] = actions;
    check_listed(E::ENTITY, table, |name| values_of(listed, name))?;
    let set = actions.iter().filter_map(|action| action.path().attribute());
    let set: Vec<String> = set.map(str::to_owned).collect();
    let primary = key.attributes(table)?;
    let primary = StoredKey::of(table, &primary)?;
    let mut known: Option<Item> = None;
    let mut columns: BTreeMap<&'static str, Option<_>> = BTreeMap::new();
    for (at, meta) in E::ENTITY.indexes.iter().enumerate() {
        let Some(index) = table.index(meta.index).filter(|_| has_component::<E>(meta, &set)) else {
            continue;
        };
        if known.is_none() {
            known = Some(known_attributes::<E>(&primary, actions)?);
        }
        let index_key =
            known.as_ref().map(|known| E::index_key_of(at, known, &primary)).transpose()?.flatten();
        let mut written = Item::new();
        if let Some(mut index_key) = index_key {
            key.place_in_index(meta, &mut index_key);
            index_key.move_into(index, &mut written)?;
        }
        for attribute in index.attributes() {
            if table.is_key(attribute.name) || is_field::<E>(attribute.name) {
                continue;
            }
            let value = written.remove(attribute.name);
            let column = columns.entry(attribute.name).or_default();
            *column = value.or(column.take());
        }
    }
    leave_out_index_fields(E::ENTITY, actions);
    let kept = |name: &str| is_written_elsewhere::<E>(table, name, &set);
    actions.extend(columns.into_iter().filter_map(|(name, value)| match value {
        Some(value) => Some(Action::set(name, value)),
        None => (!kept(name)).then(|| Action::Remove(name.into())),
    }));
    Ok(())
}

/// Returns the actions that write these index keys of a loaded value, changed to `after` with the item `new`. The stored
/// item may have other keys by now. It may have a key whose components it lacks, which is not removed: another program may
/// store them there only. `relied` are the components that the update does not set.
pub(super) fn of_loaded<E: Stored>(
    table: &TableMeta,
    keys: &[usize],
    relied: &[&str],
    after: &Encoded,
    new: &Item,
) -> Vec<Action> {
    let attributes = |at: usize| {
        let index = E::ENTITY.indexes.get(at).and_then(|meta| table.index(meta.index));
        let attributes = index.into_iter().flat_map(|index| index.attributes().map(|column| column.name));
        attributes.filter(|name| !table.is_key(name) && !is_field::<E>(name))
    };
    // An attribute of a key that does not change belongs to that key.
    let is_kept = |name| {
        let others = (0..E::ENTITY.indexes.len()).filter(|at| !keys.contains(at));
        others.into_iter().any(|at| attributes(at).any(|other| other == name))
    };
    let is_none = |name: &str| after.attributes().get(name).is_none_or(AttributeValue::is_null);
    let is_known = |at: usize| {
        let components = after.components(&[at]);
        !components.into_iter().any(|name| relied.contains(&name) && is_none(name))
    };
    let mut columns: BTreeMap<&'static str, Action> = BTreeMap::new();
    for at in keys.iter().copied() {
        for name in attributes(at) {
            match new.get(name) {
                Some(value) if after.is_in_index(at) => {
                    columns.insert(name, Action::set(name, value.clone()));
                }
                None if !is_kept(name) && is_known(at) => {
                    columns.insert(name, Action::Remove(name.into()));
                }
                _ => {}
            }
        }
    }
    columns.into_values().collect()
}

/// Returns `true` if the attribute is a field, which only its own action sets.
fn is_field<E: Stored>(name: &str) -> bool {
    E::ENTITY.fields.iter().any(|field| field.attribute == name && !field.in_key)
}

/// Removes the actions on fields that are stored in index keys only.
pub(super) fn leave_out_index_fields(entity: &EntityMeta, actions: &mut Vec<Action>) {
    let mut fields = entity.fields.iter().filter(|field| field.in_index.is_some()).peekable();
    if fields.peek().is_some() {
        let names: Vec<&str> = fields.map(|field| field.attribute).collect();
        actions.retain(|action| !action.path().root().is_some_and(|root| names.contains(&root)));
    }
}

/// Returns `true` if a key that this update does not change has the attribute too.
fn is_written_elsewhere<E: Stored>(table: &TableMeta, name: &str, set: &[String]) -> bool {
    let mut others = E::ENTITY.indexes.iter().filter(|meta| !has_component::<E>(meta, set));
    others.any(|meta| {
        let index = table.index(meta.index);
        index.is_some_and(|index| index.attributes().any(|attribute| attribute.name == name))
    })
}

/// Replaces NULL by no attribute in fields that are key attributes of an index, a time to live, or left out if `None`.
fn leave_out_nulls<E: Stored>(table: &TableMeta, actions: &mut Vec<Action>) {
    let has_none = |name: &str| table.is_index_key(name) || is_omitted(E::ENTITY, name);
    let is_left_out = |path: &Path, value: &AttributeValue| {
        value.is_null() && (path.is_ttl() || path.attribute().is_some_and(has_none))
    };
    actions.retain(|action| {
        !matches!(action, Action::Set(path, Source::IfNotExists(_, value)) if is_left_out(path, value))
    });
    for action in actions {
        if let Action::Set(path, Source::Value(value)) = action
            && is_left_out(path, value)
        {
            *action = Action::Remove(path.clone());
        }
    }
}

/// Returns the values to which the actions set an attribute.
fn values_of<'a>(actions: &'a [Action], name: &str) -> impl Iterator<Item = &'a AttributeValue> + use<'a> {
    let own = actions.iter().filter(|action| action.path().attribute() == Some(name));
    let values = own.filter_map(|action| match action {
        Action::Set(_, Source::Value(value) | Source::IfNotExists(_, value)) => Some(value),
        _ => None,
    });
    values.collect::<Vec<_>>().into_iter()
}

fn has_component<E: Stored>(meta: &'static IndexKeyMeta, set: &[String]) -> bool {
    meta.depends_on.iter().any(|name| {
        let mut fields = E::ENTITY.fields.iter();
        fields.any(|field| field.name == *name && set.iter().any(|set| set == field.attribute))
    })
}

/// Returns the fields that the primary key holds, and those that are set.
fn known_attributes<E: Stored>(key: &StoredKey<'_>, actions: &[Action]) -> Result<Item, Error> {
    let held = E::read_key(KeySlot::Primary, key)?.into_iter().map(|(name, value)| (name.to_owned(), value));
    let actions = actions.iter().map(ttl::serialized::<E>).collect::<Result<Vec<_>, _>>()?;
    let set = actions.iter().filter_map(|action| match action {
        Action::Set(path, Source::Value(value)) => Some((path.attribute()?.to_owned(), value.clone())),
        _ => None,
    });
    Ok(held.chain(set).collect())
}

//! Aliases: older names of attributes in stored items.

use aws_sdk_dynamodb::types::AttributeValue;

use super::decode::{deserialize, restore};
use super::{StoredKey, apply, find};
use crate::error::Error;
use crate::expr::{Action, Path};
use crate::item::stored::Stored;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The paths of a stored item that are aliases of paths of a value. An item with both cannot be read.
///
/// The aliases of the entity's own fields are known. Those in nested and flattened structs are found by trial: a member
/// that the value lacks is an alias if the value cannot be read with it.
pub(crate) fn stale<E: Stored>(stored: &Item, table: &TableMeta, value: &Item) -> Result<Vec<Path>, Error> {
    let mut item = stored.clone();
    restore::<E>(table, 0, &StoredKey::of(table, stored)?, &mut item)?;
    let mut strange = Vec::new();
    add_strange(&Path(Vec::new()), &item, value, &mut strange);
    let aliases = E::ENTITY.fields.iter().flat_map(|field| field.aliases);
    let mut stale: Vec<Path> =
        aliases.filter(|alias| stored.contains_key(**alias)).map(|alias| (*alias).into()).collect();
    strange.retain(|action| !stale.contains(action.path()));
    if !are_read::<E>(&strange, value) {
        let found = strange.iter().filter(|action| !are_read::<E>(std::slice::from_ref(*action), value));
        stale.extend(found.map(|action| action.path().clone()));
    }
    Ok(stale)
}

/// Adds the members of `stored` that the value lacks, as actions that set them.
fn add_strange(at: &Path, stored: &Item, value: &Item, strange: &mut Vec<Action>) {
    for (name, old) in stored {
        let path = at.clone().name(name);
        match value.get(name) {
            Some(new) => add_strange_in(&path, old, new, strange),
            None => strange.push(Action::set(path, old.clone())),
        }
    }
}

fn add_strange_in(at: &Path, old: &AttributeValue, new: &AttributeValue, strange: &mut Vec<Action>) {
    match (old, new) {
        (AttributeValue::M(old), AttributeValue::M(new)) => add_strange(at, old, new, strange),
        (AttributeValue::L(old), AttributeValue::L(new)) if old.len() == new.len() => {
            for (place, (old, new)) in old.iter().zip(new).enumerate() {
                add_strange_in(&at.clone().element(place), old, new, strange);
            }
        }
        _ => {}
    }
}

/// Returns `true` if the value can be read with these members added.
fn are_read<E: Stored>(members: &[Action], value: &Item) -> bool {
    let mut item = value.clone();
    members.is_empty() || apply(members, &mut item).is_ok() && deserialize::<E>(&item).is_ok()
}

/// Returns `true` if an attribute of a value can be read under this name too.
pub(crate) fn is_read_as<E: Stored>(alias: &Path, attribute: &str, value: &Item) -> bool {
    let mut item = value.clone();
    let own = item.remove(attribute).map(|own| Action::set(alias.clone(), own));
    own.is_some_and(|own| apply(&[own], &mut item).is_ok()) && deserialize::<E>(&item).is_ok()
}

/// The item with these aliases replaced by the names of the value.
pub(crate) fn renamed(stored: &Item, stale: &[Path], value: &Item) -> Result<Item, Error> {
    let mut item = stored.clone();
    for path in stale {
        let mut actions = vec![Action::Remove(path.clone())];
        let parent = Path(path.0.iter().take(path.0.len().saturating_sub(1)).cloned().collect());
        if let Some(AttributeValue::M(members)) = find(value, &parent) {
            let members = members.iter().map(|(name, value)| (parent.clone().name(name), value));
            let missing = members.filter(|(path, _)| find(&item, path).is_none());
            actions.extend(missing.map(|(path, value)| Action::set(path, value.clone())));
        }
        apply(&actions, &mut item)?;
    }
    Ok(item)
}

/// The item with one name for each field: its own, or else its first alias.
pub(crate) fn with_one_name<E: Stored>(mut item: Item) -> Item {
    for field in E::ENTITY.fields {
        let names = std::iter::once(&field.attribute).chain(field.aliases);
        let there: Vec<_> = names.filter(|name| item.contains_key(**name)).collect();
        for name in there.into_iter().skip(1) {
            item.remove(*name);
        }
    }
    item
}

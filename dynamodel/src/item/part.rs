//! Reading a projection or the key of an item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::decode::{StoredItem, malformed, restore_ttl};
use super::{ItemKey, StoredKey, key_context};
use crate::codec::{self, Root};
use crate::error::Error;
use crate::error::Kind;
use crate::item::key::Key;
use crate::item::projection::Projection;
use crate::item::stored::Stored;
use crate::schema::entity::{FieldMeta, KeySlot, Projected};
use crate::schema::item::Item;
use crate::schema::table::IndexMeta;

/// An item and the index that it was read through.
#[derive(Debug)]
pub struct Found<'t> {
    pub(crate) stored: StoredItem<'t>,
    /// The position among the entity's index keys, and the index.
    pub(crate) index: Option<(usize, &'static IndexMeta)>,
}

impl Found<'_> {
    /// The projection of the index or lookup that it was read through.
    fn project<E: Stored>(&self) -> Projected {
        match self.index {
            Some((at, _)) => E::ENTITY.indexes[at].key.project,
            None => E::ENTITY.keys[self.stored.key].project,
        }
    }

    /// The fields in its keys.
    fn in_keys<E: Stored>(&self) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
        let StoredItem { item, table, key } = &self.stored;
        let mut fields = E::read_key(KeySlot::of_key(*key), &StoredKey::of(table, item)?)?;
        if let Some((at, index)) = self.index
            && !self.project::<E>().is_all()
        {
            fields.extend(E::read_key(KeySlot::Index(at), &StoredKey::in_index(index, item)?)?);
            let key = &E::ENTITY.indexes[at];
            let listed = key.pk_fields.iter().chain(key.sk_fields).map(|field| field.attribute);
            fields.extend(listed.filter_map(|name| Some((name, item.get(name)?.clone()))));
        }
        Ok(fields)
    }
}

/// Decodes a projection of an item.
///
/// # Errors
///
/// The item does not have the projection's shape.
pub fn decode_part<V: Projection>(mut found: Found<'_>) -> Result<V, Error> {
    let table = found.stored.table;
    let read = |item| codec::read_moved(item, Root::ALL).map_err(malformed);
    // The key attributes stay where they are, for the error too. A request asks for them only if fields are read from the
    // key or compared with it.
    pick::<V>(&mut found).and_then(read).map_err(|error: Error| {
        let error = error.entity_is(V::META.name);
        key_context(table, &found.stored.item, error)
    })
}

/// The attributes of the projection's fields. Fields that are in keys only are read from there.
fn pick<V: Projection>(found: &mut Found<'_>) -> Result<Item, Error> {
    let project = found.project::<V::Of>();
    let table = found.stored.table;
    restore_ttl::<V::Of>(table, &mut found.stored.item)?;
    if let Ok(key) = StoredKey::of(table, &found.stored.item) {
        V::Of::check_attributes(KeySlot::of_key(found.stored.key), &key, &found.stored.item)?;
    }
    let in_key = |name: &str| {
        let is = |field: &FieldMeta| field.attribute == name && field.in_key;
        table.is_key(name) || !project.holds(name) || V::Of::ENTITY.fields.iter().any(is)
    };
    let (keyed, own): (Vec<&str>, Vec<&str>) = V::META.attributes.iter().partition(|name| in_key(name));
    let in_keys = if keyed.is_empty() { Vec::new() } else { found.in_keys::<V::Of>()? };
    let in_keys = in_keys.into_iter().filter(|(name, _)| keyed.contains(name));
    let mut item: Item = in_keys.map(|(name, value)| (name.to_owned(), value)).collect();
    for name in own {
        let mut names = std::iter::once(&name).chain(V::Of::ENTITY.aliases_of(name));
        let value = names.find_map(|name| found.stored.item.remove(*name));
        item.extend(value.map(|value| (name.to_owned(), value)));
    }
    Ok(item)
}

/// Reads the primary key of an item, or of the item that a copy belongs to.
///
/// # Errors
///
/// Its key is none of the entity's.
pub(crate) fn decode_key<E: Stored>(stored: StoredItem<'_>) -> Result<Key<E>, Error> {
    let StoredItem { item, table, key } = stored;
    let stored = StoredKey::of(table, &item)?;
    let owner = E::owner_key(KeySlot::of_key(key), &stored).and_then(|owner| {
        let missing = || Error::new(Kind::NoKey { attribute: table.pk.name });
        owner.ok_or_else(missing)
    });
    owner.map(Key::from_item).map_err(|error| {
        let (pk, sk) = stored.texts();
        error.entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref())
    })
}

/// The key attributes of an item, or of the item that a copy belongs to.
///
/// # Errors
///
/// Its key is none of the entity's.
pub(crate) fn owner<E: Stored>(stored: StoredItem<'_>) -> Result<Item, Error> {
    let table = stored.table;
    if stored.key > 0 {
        let key: ItemKey = decode_key::<E>(stored)?.item;
        return key.attributes(table);
    }
    // As stored, whatever program wrote it.
    Ok(table.key_of(&stored.item))
}

//! Reading values from items.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::StoredKey;
use crate::codec::{self, ReadError};
use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::schema::entity::{FieldMeta, KeySlot};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// An item and the key by which its entity has it.
#[derive(Debug)]
pub struct StoredItem<'t> {
    pub(crate) item: Item,
    pub(crate) table: &'t TableMeta,
    /// The position among the entity's keys.
    pub(crate) key: usize,
}

impl StoredItem<'_> {
    /// The error for an item of no variant of the table.
    #[must_use]
    pub fn unknown(&self) -> Error {
        let found = super::kind_of(self.table, &self.item).name(self.table);
        Error::new(Kind::UnknownType { found })
    }
}

/// Decodes an item of entity `E`.
///
/// # Errors
///
/// The item does not have the entity's shape.
pub fn decode<E: Stored>(stored: StoredItem<'_>) -> Result<E, Error> {
    let StoredItem { mut item, table, key: index } = stored;
    let (pk, sk) = take_key::<E>(table, &mut item)?;
    let key = StoredKey { pk: &pk, sk: sk.as_ref() };
    decode_under(&key, table, index, item).map_err(|error| {
        let (pk, sk) = key.texts();
        error.entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref())
    })
}

fn decode_under<E: Stored>(
    key: &StoredKey<'_>,
    table: &TableMeta,
    index: usize,
    mut item: Item,
) -> Result<E, Error> {
    let meta = &E::ENTITY.keys[index];
    if !meta.project.is_all() {
        return Err(Error::new(Kind::PartOfItem { pattern: meta.pattern.unwrap_or_default() }));
    }
    restore::<E>(table, index, key, &mut item)?;
    let value: E = deserialize(&item)?;
    value.check_key(KeySlot::of_key(index), key)?;
    Ok(value)
}

/// Takes the key attributes out of the item, except those that are fields.
fn take_key<E: Stored>(
    table: &TableMeta,
    item: &mut Item,
) -> Result<(AttributeValue, Option<AttributeValue>), Error> {
    let mut take = |name: &'static str| {
        let value = if is_field::<E>(name) { item.get(name).cloned() } else { item.remove(name) };
        value.ok_or_else(|| Error::new(Kind::NoKey { attribute: name }))
    };
    Ok((take(table.pk.name)?, table.sk.map(|sk| take(sk.name)).transpose()?))
}

fn is_field<E: Stored>(name: &str) -> bool {
    E::ENTITY.fields.iter().any(|field| field.attribute == name)
}

pub(super) fn deserialize<V: DeserializeOwned>(item: &Item) -> Result<V, Error> {
    codec::read_item(item)
        .map_err(|ReadError { path, error }| Error::new(Kind::Decode { path, source: error }))
}

/// Removes the table's own attributes and adds the fields that only the key holds.
pub(super) fn restore<E: Stored>(
    table: &TableMeta,
    index: usize,
    key: &StoredKey<'_>,
    item: &mut Item,
) -> Result<(), Error> {
    let only_in_key = |field: &&FieldMeta| field.in_key || table.is_key(field.attribute);
    let mut restored = Vec::new();
    if E::ENTITY.fields.iter().any(|field| only_in_key(&field)) {
        restored = E::read_key(KeySlot::of_key(index), key)?;
        restored.retain(|(name, _)| {
            let mut fields = E::ENTITY.fields.iter().filter(only_in_key);
            fields.any(|field| field.attribute == *name)
        });
    }
    let stale = E::ENTITY.fields.iter().filter(only_in_key).flat_map(|field| field.aliases);
    stale.for_each(|name| drop(item.remove(*name)));
    restore_ttl::<E>(table, item)?;
    for name in table.own_attributes().filter(|name| !is_field::<E>(name)) {
        item.remove(name);
    }
    item.extend(restored.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Ok(())
}

/// Moves the expiry time from the table's attribute to the entity's field. The field's deserializer reads a value that is
/// not in seconds.
pub(crate) fn restore_ttl<E: Stored>(table: &TableMeta, item: &mut Item) -> Result<(), Error> {
    let Some((field, attribute)) = E::ENTITY.ttl().zip(table.ttl_attribute) else { return Ok(()) };
    let Some(stored) = item.remove(attribute) else { return Ok(()) };
    let restored = crate::item::ttl::seconds_of(&stored).map(E::read_ttl).transpose()?.flatten();
    item.insert(field.attribute.to_owned(), restored.unwrap_or(stored));
    Ok(())
}

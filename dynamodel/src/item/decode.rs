//! An item as a value.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::{Item, StoredKey};
use crate::entity::FieldMeta;
use crate::error::Kind;
use crate::table::TableMeta;
use crate::{Entity, Error};

/// An item that was read and is known to be of some entity.
#[derive(Debug)]
pub struct Stored<'t> {
    pub(crate) item: Item,
    pub(crate) table: &'t TableMeta,
    /// Which of the entity's keys it has.
    pub(crate) key: usize,
}

impl Stored<'_> {
    /// The error for an item that no variant of the table has.
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
pub fn decode<E: Entity>(stored: Stored<'_>) -> Result<E, Error> {
    let Stored { mut item, table, key } = stored;
    let (pk, sk) = StoredKey::of(table, &item)?.texts();
    if !E::META.keys[key].project.is_all() {
        let error = Error::new(Kind::PartOfItem { pattern: E::META.keys[key].pattern.unwrap_or_default() });
        return Err(error.entity_is(E::META.name).key_is(&pk, sk.as_deref()));
    }
    let decoded = restore::<E>(table, key, &mut item).and_then(|()| deserialize(item));
    decoded.map_err(|error| error.entity_is(E::META.name).key_is(&pk, sk.as_deref()))
}

pub(super) fn deserialize<V: DeserializeOwned>(item: Item) -> Result<V, Error> {
    let value = serde_dynamo::Deserializer::from_attribute_value(AttributeValue::M(item).into());
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        Error::new(Kind::Decode { path, source: error.into_inner() })
    })
}

/// Takes out what is the table's and not the entity's, and fills in what only the key holds.
pub(super) fn restore<E: Entity>(table: &TableMeta, key: usize, item: &mut Item) -> Result<(), Error> {
    let only_in_key = |field: &&FieldMeta| field.in_key || table.is_key(field.attribute);
    let mut restored = Vec::new();
    if E::META.fields.iter().any(|field| only_in_key(&field)) {
        restored = E::read_key(key, &StoredKey::of(table, item)?)?;
        restored.retain(|(name, _)| {
            let mut fields = E::META.fields.iter().filter(only_in_key);
            fields.any(|field| field.attribute == *name)
        });
    }
    let stale = E::META.fields.iter().filter(only_in_key).flat_map(|field| field.aliases);
    stale.for_each(|name| drop(item.remove(*name)));
    restore_ttl::<E>(table, item)?;
    let is_field = |name: &str| E::META.fields.iter().any(|field| field.attribute == name);
    for name in table.own_attributes().filter(|name| !is_field(name)) {
        item.remove(name);
    }
    item.extend(restored.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Ok(())
}

/// Moves the time at which the item expires from the table's attribute to the entity's field. What is not in
/// seconds is left to the field's deserializer.
pub(crate) fn restore_ttl<E: Entity>(table: &TableMeta, item: &mut Item) -> Result<(), Error> {
    let Some((field, attribute)) = E::META.ttl().zip(table.ttl_attribute) else { return Ok(()) };
    let Some(stored) = item.remove(attribute) else { return Ok(()) };
    let restored = crate::ttl::seconds_of(&stored).map(E::read_ttl).transpose()?.flatten();
    item.insert(field.attribute.to_owned(), restored.unwrap_or(stored));
    Ok(())
}

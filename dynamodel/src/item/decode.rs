//! Reading values from items.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::hidden::{Hidden, has_only_in_key, is_field, only_in_key};
use super::in_index::{has_fields_in_index, only_in_index_key, read_fields};
use super::{StoredKey, key_context};
use crate::codec::attribute::{Attributes, FetchedItem};
use crate::codec::{self, CodecError, Root, Sketch, Traced};
use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::schema::entity::KeySlot;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// An item and the key by which its entity has it.
#[derive(Debug)]
pub struct StoredItem<'t> {
    pub(crate) item: FetchedItem,
    pub(crate) table: &'t TableMeta,
    /// The position among the entity's keys.
    pub(crate) key: usize,
}

impl StoredItem<'_> {
    /// The error for an item of no variant of the table.
    #[must_use]
    pub fn unknown(&self) -> Error {
        super::kind_of(self.table, &self.item).unknown(self.table)
    }
}

/// Decodes an item of entity `E`.
///
/// # Errors
///
/// The item does not have the entity's shape.
pub(crate) fn decode<E: Stored>(stored: StoredItem<'_>) -> Result<E, Error> {
    let StoredItem { mut item, table, key: index } = stored;
    let value = decode_under(table, index, &mut item);
    value.map_err(|error| key_context(table, &item, error.entity_is(E::ENTITY.name)))
}

/// Decodes an item whose attributes may belong to another key, which is the second error.
pub(super) fn decode_beside_key<E: Stored>(stored: StoredItem<'_>) -> Result<(E, Option<Error>), Error> {
    let StoredItem { mut item, table, key: index } = stored;
    let context =
        |item: &FetchedItem, error: Error| key_context(table, item, error.entity_is(E::ENTITY.name));
    let value: E = read_under(table, index, &mut item).map_err(|error| context(&item, error))?;
    let checked = check_under(table, index, &item, &value);
    let misplaced = checked.map_err(|error| context(&item, error)).err();
    Ok((value, misplaced))
}

/// Takes the fields out of the item. Its key stays in it.
fn decode_under<E: Stored>(table: &TableMeta, index: usize, item: &mut FetchedItem) -> Result<E, Error> {
    let value = read_under(table, index, item)?;
    check_under(table, index, item, &value)?;
    Ok(value)
}

#[inline]
fn read_under<E: Stored>(table: &TableMeta, index: usize, item: &mut FetchedItem) -> Result<E, Error> {
    let meta = &E::ENTITY.keys[index];
    if !meta.project.is_all() {
        return Err(Error::new(Kind::PartOfItem { pattern: meta.pattern.unwrap_or_default() }));
    }
    let slot = KeySlot::of_key(index);
    let fields = fields_elsewhere::<E>(table, slot, || StoredKey::of(table, item), item)?;
    let traced = Traced::of::<E>(|name| is_field(E::ENTITY, name));
    let hidden = (!traced.sees_only_fields()).then(|| Hidden::new(table, E::ENTITY));
    let root = Root {
        sketch: hidden.as_ref().map_or(Sketch::NONE, |hidden| hidden.sketch),
        is_hidden: &|name| hidden.as_ref().is_some_and(|hidden| hidden.holds(name)),
        fields: &fields,
    };
    codec::read_fetched(item, &root, &traced).map_err(|error| {
        let only_in_index = slot == KeySlot::Primary && error.path() == ".";
        let found = error.lacks().filter(|_| only_in_index);
        found.and_then(|field| only_in_index_key::<E>(table, item, field)).unwrap_or_else(|| malformed(error))
    })
}

#[inline]
fn check_under<E: Stored>(
    table: &TableMeta,
    index: usize,
    item: &FetchedItem,
    value: &E,
) -> Result<(), Error> {
    value.check_key(KeySlot::of_key(index), &StoredKey::of(table, item)?)
}

/// Reads a value from attributes without those of the table.
pub(super) fn deserialize<V: DeserializeOwned>(item: &Item) -> Result<V, Error> {
    codec::read_item(item).map_err(malformed)
}

pub(super) fn malformed(source: CodecError) -> Error {
    Error::new(Kind::Decode { path: source.path(), source })
}

/// The fields that are stored elsewhere than under their names: in the key, or in the table's expiry time.
fn fields_elsewhere<'k, E: Stored>(
    table: &TableMeta,
    slot: KeySlot,
    key: impl FnOnce() -> Result<StoredKey<'k>, Error>,
    item: &impl Attributes,
) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    let mut fields = Vec::new();
    if has_only_in_key::<E>(table) {
        fields = E::read_key(slot, &key()?)?;
        fields.retain(|(name, _)| only_in_key(table, E::ENTITY).any(|field| field.attribute == *name));
        // A key attribute that is a field, but is not restored from the key, stays in the item too.
        let unread = table.key_names().filter(|name| is_field(E::ENTITY, name));
        let unread: Vec<_> = unread.filter(|name| fields.iter().all(|(field, _)| field != name)).collect();
        let value = |name| Some((name, item.attribute(name)?.value().into_owned()));
        fields.extend(unread.into_iter().filter_map(value));
    }
    // A copy has no index keys: it stores the field itself.
    if const { has_fields_in_index(E::ENTITY) } && slot == KeySlot::Primary {
        fields.extend(read_fields::<E>(table, item, |_| true)?);
    }
    if let Some((name, value)) = ttl_field::<E>(table, item)?
        && fields.iter().all(|(field, _)| *field != name)
    {
        fields.push((name, value));
    }
    Ok(fields)
}

/// Removes the table's own attributes and adds the fields that are stored elsewhere.
pub(super) fn restore<E: Stored>(
    table: &TableMeta,
    index: usize,
    key: &StoredKey<'_>,
    item: &mut Item,
) -> Result<(), Error> {
    let fields = fields_elsewhere::<E>(table, KeySlot::of_key(index), || Ok(*key), item)?;
    let hidden = Hidden::new(table, E::ENTITY);
    item.retain(|name, _| !hidden.holds(name));
    item.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Ok(())
}

/// Moves the expiry time from the table's attribute to the entity's field.
pub(crate) fn restore_ttl<E: Stored>(table: &TableMeta, item: &mut Item) -> Result<(), Error> {
    if let Some((name, value)) = ttl_field::<E>(table, item)? {
        table.ttl_attribute.map(|attribute| item.remove(attribute));
        item.insert(name.to_owned(), value);
    }
    Ok(())
}

/// The entity's field of the expiry time, by the table's attribute. The field's deserializer reads a value that is not in
/// seconds.
pub(super) fn ttl_field<E: Stored>(
    table: &TableMeta,
    item: &impl Attributes,
) -> Result<Option<(&'static str, AttributeValue)>, Error> {
    let Some((field, attribute)) = const { E::ENTITY.ttl() }.zip(table.ttl_attribute) else {
        return Ok(None);
    };
    let Some(stored) = item.attribute(attribute) else { return Ok(None) };
    let restored = crate::item::ttl::seconds_of(stored).map(E::read_ttl).transpose()?.flatten();
    Ok(Some((field.attribute, restored.unwrap_or_else(|| stored.value().into_owned()))))
}

//! Reading values from items.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::StoredKey;
use super::hidden::{Hidden, is_field, only_in_key};
use crate::codec::attribute::{Attribute, Attributes, FetchedItem};
use crate::codec::wire::WireItem;
use crate::codec::{self, CodecError, Root};
use crate::error::Error;
use crate::error::Kind;
use crate::item::stored::Stored;
use crate::schema::entity::EntityMeta;
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
        let found = super::kind_of(self.table, &self.item).name(self.table);
        Error::new(Kind::UnknownType { found })
    }
}

/// Decodes an item of entity `E`.
///
/// # Errors
///
/// The item does not have the entity's shape.
pub(crate) fn decode<E: Stored>(stored: StoredItem<'_>) -> Result<E, Error> {
    let StoredItem { mut item, table, key: index } = stored;
    let taken = TakenKey::of(table, E::ENTITY, &mut item)?;
    let key = taken.key(table)?;
    decode_under(&key, table, index, item).map_err(|error| {
        let (pk, sk) = key.texts();
        error.entity_is(E::ENTITY.name).key_is(&pk, sk.as_deref())
    })
}

fn decode_under<E: Stored>(
    key: &StoredKey<'_>,
    table: &TableMeta,
    index: usize,
    item: FetchedItem,
) -> Result<E, Error> {
    let meta = &E::ENTITY.keys[index];
    if !meta.project.is_all() {
        return Err(Error::new(Kind::PartOfItem { pattern: meta.pattern.unwrap_or_default() }));
    }
    let fields = fields_elsewhere::<E>(table, index, key, &item)?;
    let hidden = Hidden::new(table, E::ENTITY);
    let root = Root { sketch: hidden.sketch, is_hidden: &|name| hidden.holds(name), fields: &fields };
    let value: E = codec::read_fetched(item, &root).map_err(malformed)?;
    value.check_key(KeySlot::of_key(index), key)?;
    Ok(value)
}

/// The key attributes of an item that is taken apart.
pub(super) enum TakenKey {
    Sdk { pk: AttributeValue, sk: Option<AttributeValue> },
    Wire(WireItem),
}

impl TakenKey {
    /// Takes the key attributes out of the item, except those that are fields.
    pub(super) fn of(table: &TableMeta, entity: &EntityMeta, item: &mut FetchedItem) -> Result<Self, Error> {
        let item = match item {
            FetchedItem::Wire(item) => return Ok(Self::Wire(item.clone())),
            FetchedItem::Sdk(item) => item,
        };
        let mut take = |name: &'static str| {
            let value = if is_field(entity, name) { item.get(name).cloned() } else { item.remove(name) };
            value.ok_or_else(|| Error::new(Kind::NoKey { attribute: name }))
        };
        Ok(Self::Sdk { pk: take(table.pk.name)?, sk: table.sk.map(|sk| take(sk.name)).transpose()? })
    }

    pub(super) fn key(&self, table: &TableMeta) -> Result<StoredKey<'_>, Error> {
        match self {
            Self::Sdk { pk, sk } => Ok(StoredKey { pk: pk.into(), sk: sk.as_ref().map(Attribute::from) }),
            Self::Wire(item) => StoredKey::of(table, item),
        }
    }
}

/// Reads a value from attributes without those of the table.
pub(super) fn deserialize<V: DeserializeOwned>(item: &Item) -> Result<V, Error> {
    codec::read_item(item).map_err(malformed)
}

pub(super) fn malformed(source: CodecError) -> Error {
    Error::new(Kind::Decode { path: source.path(), source })
}

/// The fields that are stored elsewhere than under their names: in the key, or in the table's expiry time.
fn fields_elsewhere<E: Stored>(
    table: &TableMeta,
    index: usize,
    key: &StoredKey<'_>,
    item: &impl Attributes,
) -> Result<Vec<(&'static str, AttributeValue)>, Error> {
    let mut fields = Vec::new();
    if only_in_key(table, E::ENTITY).next().is_some() {
        fields = E::read_key(KeySlot::of_key(index), key)?;
        fields.retain(|(name, _)| only_in_key(table, E::ENTITY).any(|field| field.attribute == *name));
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
    let fields = fields_elsewhere::<E>(table, index, key, item)?;
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
    let Some((field, attribute)) = E::ENTITY.ttl().zip(table.ttl_attribute) else { return Ok(None) };
    let Some(stored) = item.attribute(attribute) else { return Ok(None) };
    let restored = crate::item::ttl::seconds_of(stored).map(E::read_ttl).transpose()?.flatten();
    Ok(Some((field.attribute, restored.unwrap_or_else(|| stored.value().into_owned()))))
}

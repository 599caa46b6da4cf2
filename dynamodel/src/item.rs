//! Between structs and items.

mod alias;
mod apply;
mod decode;
mod encode;
mod frame;
mod hidden;
mod in_index;
pub(crate) mod key;
mod kind;
mod listed;
pub(crate) mod managed;
mod met;
pub(crate) mod nested;
mod part;
pub(crate) mod parts;
pub(crate) mod projection;
mod restored;
pub(crate) mod segments;
pub(crate) mod stored;
pub(crate) mod table;
pub(crate) mod ttl;
mod variant;

use std::iter;

use crate::codec::size::value_size;
use crate::schema::item::Item;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::{Attribute, Attributes};
pub(crate) use crate::codec::same::stable;

pub(crate) use alias::{is_read_as, renamed, stale, with_one_name};
pub(crate) use apply::{
    apply, difference, find, is_other_form, known_to, landed, missing_parent, negated, rewrite,
};
pub use decode::StoredItem;
pub(crate) use decode::decode;
pub(crate) use decode::restore_ttl;
pub(crate) use encode::{Encoded, is_omitted};
pub(crate) use in_index::{fields_in_indexes, holder, holder_in};
pub(crate) use kind::{ItemKind, fits, kind_by_key, kind_of};
pub(crate) use listed::check_listed;
pub use part::Found;
pub use part::decode_part;
pub(crate) use part::{decode_key, owner};
pub use restored::EntityFunctions;
pub(crate) use restored::{Restored, Unrestored};
pub use variant::EncodedVariant;
pub(crate) use variant::encode_variant;

use crate::error::key::{KeyError, SegmentError};
use crate::error::{Error, Kind};
use crate::key::{KeyReader, KeySegment, KeyValue, KeyWriter};
use crate::schema::attribute::{KeyAttribute, KeyKind};
use crate::schema::entity::IndexKeyMeta;
use crate::schema::table::{IndexMeta, TableMeta};
use crate::schema::template::{Role, Template};

/// The key of one stored item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemKey {
    pub(crate) pk: KeyValue,
    pub(crate) sk: Option<KeyValue>,
}

impl ItemKey {
    /// Finishes the key.
    ///
    /// # Errors
    ///
    /// A value did not fit.
    pub fn new(pk: KeyWriter, sk: Option<KeyWriter>) -> Result<Self, KeyError> {
        Ok(Self { pk: pk.finish()?, sk: sk.map(KeyWriter::finish).transpose()? })
    }

    /// The primary key with the number of its shard.
    pub(crate) fn with_shard(mut self) -> Self {
        self.fill_shard();
        self
    }

    /// Inserts the number of the shard into the primary key.
    pub(crate) fn fill_shard(&mut self) {
        if self.pk.shard.is_some() {
            let rest = self.clone();
            rest.assign_shard(&mut self.pk);
        }
    }

    /// Puts an index key into the shard of the item with this primary key, or that of a local index into its partition.
    pub(crate) fn place_in_index(&self, meta: &IndexKeyMeta, key: &mut IndexEntry) {
        if meta.local {
            key.pk = Some(self.pk.clone());
        } else if let Some(pk) = &mut key.pk {
            self.assign_shard(pk);
        }
    }

    /// Puts another key of the item with this primary key into its shard.
    pub(crate) fn assign_shard(&self, further: &mut KeyValue) {
        further.assign_shard(&self.pk.text, self.sk_text());
    }

    fn sk_text(&self) -> Option<&str> {
        self.sk.as_ref().map(|sk| sk.text.as_str())
    }

    /// The key of a stored item, with its numbers and bytes.
    #[cfg(feature = "streams")]
    pub(crate) fn from_stored(key: &StoredKey<'_>) -> Self {
        let value = |value: Attribute<'_>| KeyValue {
            text: text_of(value),
            native: value.text().is_none().then(|| Box::new(value.value().into_owned())),
            shard: None,
        };
        Self { pk: value(key.pk), sk: key.sk.map(value) }
    }

    /// The key attributes of this table.
    pub(crate) fn attributes(&self, table: &TableMeta) -> Result<Item, Error> {
        self.clone().into_attributes(table)
    }

    /// The key attributes of this table, without copying the key.
    pub(crate) fn into_attributes(self, table: &TableMeta) -> Result<Item, Error> {
        let mut item = Item::with_capacity(2);
        self.move_into(&table.pk, table.sk.as_ref(), &mut item)?;
        Ok(item)
    }

    /// The owner attribute of this item's markers.
    pub(crate) fn owner(&self, table: &TableMeta) -> Result<AttributeValue, Error> {
        self.attributes(table).map(AttributeValue::M)
    }

    /// The bytes that the key attributes of this table take.
    ///
    /// # Errors
    ///
    /// The key is not one of this table.
    fn size(&self, table: &TableMeta) -> Result<usize, Error> {
        let sk = table.sk.as_ref().zip(self.sk.as_ref());
        let keys = iter::once((&table.pk, &self.pk)).chain(sk);
        keys.map(|(attribute, value)| Ok(attribute.name.len() + value.size(attribute)?)).sum()
    }

    fn move_into(self, pk: &KeyAttribute, sk: Option<&KeyAttribute>, item: &mut Item) -> Result<(), Error> {
        item.insert(pk.name.to_owned(), self.pk.into_attribute(pk)?);
        if let (Some(attribute), Some(sk)) = (sk, self.sk) {
            item.insert(attribute.name.to_owned(), sk.into_attribute(attribute)?);
        }
        Ok(())
    }
}

impl KeyValue {
    /// The value as this key attribute stores it.
    pub(crate) fn attribute(&self, attribute: &KeyAttribute) -> Result<AttributeValue, Error> {
        self.clone().into_attribute(attribute)
    }

    fn into_attribute(self, attribute: &KeyAttribute) -> Result<AttributeValue, Error> {
        match attribute.kind {
            _ if self.shard.is_some() => Err(Error::new(Kind::NoShard)),
            KeyKind::String => Ok(AttributeValue::S(self.text)),
            KeyKind::Number | KeyKind::Binary => {
                self.native.map(|native| *native).ok_or_else(|| Error::no_native(attribute))
            }
        }
    }

    /// The value of a listed field, if it has the type of this key attribute.
    pub(crate) fn listed(&self, attribute: &KeyAttribute) -> Result<AttributeValue, Error> {
        let value = self.native.as_deref().cloned().filter(|value| attribute.kind.holds(value));
        value.ok_or_else(|| Error::no_native(attribute))
    }
}

impl KeyValue {
    /// The bytes of the value as this key attribute stores it.
    fn size(&self, attribute: &KeyAttribute) -> Result<usize, Error> {
        match attribute.kind {
            _ if self.shard.is_some() => Err(Error::new(Kind::NoShard)),
            KeyKind::String => Ok(self.text.len()),
            KeyKind::Number | KeyKind::Binary => {
                self.native.as_deref().map(value_size).ok_or_else(|| Error::no_native(attribute))
            }
        }
    }
}

/// The attributes of an index key that are not fields of the item.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexEntry {
    pk: Option<KeyValue>,
    sk: Option<KeyValue>,
}

impl IndexEntry {
    pub(crate) fn move_into(self, index: &IndexMeta, item: &mut Item) -> Result<(), Error> {
        self.give_to(index, |name, value| drop(item.insert(name.to_owned(), value)))
    }

    /// Gives the attributes of the key to `add`.
    fn give_to(
        self,
        index: &IndexMeta,
        mut add: impl FnMut(&'static str, AttributeValue),
    ) -> Result<(), Error> {
        if let Some((attribute, value)) = index.pk.first().zip(self.pk) {
            add(attribute.name, value.into_attribute(attribute)?);
        }
        if let Some((attribute, value)) = index.sk.first().zip(self.sk) {
            add(attribute.name, value.into_attribute(attribute)?);
        }
        Ok(())
    }
}

/// The key attributes of an item that was read.
#[derive(Clone, Copy, Debug)]
pub struct StoredKey<'i> {
    pub(crate) pk: Attribute<'i>,
    pub(crate) sk: Option<Attribute<'i>>,
}

impl<'i> StoredKey<'i> {
    /// The key of `item`.
    pub(crate) fn of(table: &TableMeta, item: &'i impl Attributes) -> Result<Self, Error> {
        Self::at(Some(&table.pk), table.sk.as_ref(), item)
    }

    /// The item's key in an index of templates.
    pub(crate) fn in_index(index: &IndexMeta, item: &'i impl Attributes) -> Result<Self, Error> {
        Self::at(index.pk.first(), index.sk.first(), item)
    }

    fn at(
        pk: Option<&KeyAttribute>,
        sk: Option<&KeyAttribute>,
        item: &'i impl Attributes,
    ) -> Result<Self, Error> {
        let attribute = |attribute: &KeyAttribute| {
            let missing = || Error::new(Kind::NoKey { attribute: attribute.name });
            item.attribute(attribute.name).ok_or_else(missing)
        };
        // Every table and every index has a partition key.
        let pk = pk.ok_or_else(|| Error::new(Kind::NoKey { attribute: "" }))?;
        Ok(Self { pk: attribute(pk)?, sk: sk.map(attribute).transpose()? })
    }

    /// The key attribute of this role.
    pub(crate) fn attribute(&self, role: Role) -> Option<Attribute<'i>> {
        match role {
            Role::Partition => Some(self.pk),
            Role::Sort => self.sk,
        }
    }

    /// Reads the segment at the `part`-th part of the template.
    pub(crate) fn value<T: KeySegment<S>, S>(
        &self,
        template: &'static Template,
        part: usize,
    ) -> Result<T, KeyError> {
        let attribute = self.attribute(template.role);
        let attribute = attribute.ok_or_else(|| KeyError::new(template, None, SegmentError::EmptyKey))?;
        match attribute.text() {
            Some(text) => KeyReader::new(template, text)?.value::<T, S>(part),
            None => {
                T::from_native(&attribute.value()).map_err(|reason| KeyError::new(template, None, reason))
            }
        }
    }

    /// The key as text, for messages.
    pub(crate) fn texts(&self) -> (String, Option<String>) {
        (text_of(self.pk), self.sk.map(text_of))
    }
}

/// The key of an item as one text that identifies it.
pub(crate) fn name_of(table: &TableMeta, item: &impl Attributes) -> String {
    let stable = |attribute: Attribute<'_>| stable(&attribute.value());
    let text = |key: StoredKey<'_>| format!("{} {}", stable(key.pk), key.sk.map(stable).unwrap_or_default());
    StoredKey::of(table, item).map(text).unwrap_or_default()
}

/// Adds the key of an item to an error.
pub(crate) fn key_context(table: &TableMeta, item: &impl Attributes, error: Error) -> Error {
    match StoredKey::of(table, item).map(|key| key.texts()) {
        Ok((pk, sk)) => error.key_is(&pk, sk.as_deref()),
        Err(_) => error,
    }
}

fn text_of(attribute: Attribute<'_>) -> String {
    match &*attribute.value() {
        AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
        AttributeValue::B(bytes) => format!("{} bytes", bytes.as_ref().len()),
        _ => "no key".to_owned(),
    }
}

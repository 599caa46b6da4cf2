//! Struct to attribute values and back: the one place that knows the codec.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Kind;
use crate::key::{KeyError, KeyReader, KeySegment, KeyValue, KeyWriter, SegmentError, Template};
use crate::{Entity, Error};

/// An item as the SDK has it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The key of one stored item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemKey {
    pub(crate) pk: KeyValue,
    pub(crate) sk: Option<KeyValue>,
}

impl ItemKey {
    /// The key that these writers have written.
    ///
    /// # Errors
    ///
    /// A value did not fit.
    pub fn new(pk: KeyWriter, sk: Option<KeyWriter>) -> Result<Self, KeyError> {
        Ok(Self { pk: pk.finish()?, sk: sk.map(KeyWriter::finish).transpose()? })
    }
}

/// The key attributes of an item that was read.
#[derive(Clone, Copy, Debug)]
pub struct StoredKey<'i> {
    pub(crate) pk: &'i AttributeValue,
    pub(crate) sk: Option<&'i AttributeValue>,
}

/// An item that was read, with what is known of its origin.
#[derive(Debug)]
pub struct Stored<'t> {
    pub(crate) item: Item,
    pub(crate) table: &'t crate::TableMeta,
    /// Which of the entity's keys it has.
    pub(crate) key: usize,
}

impl StoredKey<'_> {
    /// The value of the segment that is the `part`-th part of the partition key's template.
    ///
    /// # Errors
    ///
    /// The attribute is not what the template writes.
    pub fn pk_value<T: KeySegment<S>, S>(
        &self,
        template: &'static Template,
        part: usize,
    ) -> Result<T, KeyError> {
        value::<T, S>(Some(self.pk), template, part)
    }

    /// The same for the sort key.
    ///
    /// # Errors
    ///
    /// The attribute is not what the template writes.
    pub fn sk_value<T: KeySegment<S>, S>(
        &self,
        template: &'static Template,
        part: usize,
    ) -> Result<T, KeyError> {
        value::<T, S>(self.sk, template, part)
    }
}

impl Stored<'_> {
    /// The error for an item that no variant of the table has.
    #[must_use]
    pub fn unknown(&self) -> Error {
        let found = match self.table.type_attribute.and_then(|name| self.item.get(name)) {
            Some(AttributeValue::S(name)) => format!("{name:?}"),
            _ => "unknown".to_owned(),
        };
        Error::new(Kind::UnknownType { found })
    }
}

fn value<T: KeySegment<S>, S>(
    attribute: Option<&AttributeValue>,
    template: &'static Template,
    part: usize,
) -> Result<T, KeyError> {
    match attribute {
        Some(AttributeValue::S(text)) => KeyReader::new(template, text)?.value::<T, S>(part),
        Some(other) => T::from_native(other).map_err(|reason| KeyError::new(template, None, reason)),
        None => Err(KeyError::new(template, None, SegmentError::EmptyKey)),
    }
}

/// Decodes an item of entity `E`.
///
/// # Errors
///
/// The item does not have the entity's shape.
pub fn decode<E: Entity>(stored: Stored<'_>) -> Result<E, Error> {
    let value = serde_dynamo::Deserializer::from_attribute_value(AttributeValue::M(stored.item).into());
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        Error::new(Kind::Decode { path, source: error.into_inner() }).entity_is(E::META.name)
    })
}

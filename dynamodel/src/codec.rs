//! The serde format of items.
//!
//! Numbers keep their digits, sets and hash sets are sorted, and an empty set is an absent attribute.

mod de;
pub(crate) mod debug;
pub(crate) mod digits;
mod error;
mod hash_set;
pub(crate) mod numeric;
pub(crate) mod order;
pub(crate) mod same;
mod ser;
pub(crate) mod sets;
pub(crate) mod size;
mod symbol;
#[cfg(test)]
mod tests;
pub(crate) mod ttl;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

pub use de::Deserializer;
pub use error::{CodecError, Result};
pub(crate) use hash_set::is_set;
pub use ser::Serializer;
pub(crate) use ser::of_element;
pub(crate) use symbol::{BINARY_SET, NUMBER, NUMBER_SET, STRING_SET};

use crate::schema::item::Item;
use de::Absent;

/// The error of a value that cannot be read, with its path.
#[derive(Debug)]
pub(crate) struct ReadError {
    /// The path in serde's form: `.` is the whole value.
    pub(crate) path: String,
    pub(crate) error: CodecError,
}

/// Reads a value from the attributes of an item.
pub(crate) fn read_item<V: DeserializeOwned>(item: &Item) -> Result<V, ReadError> {
    read_with(|absent| {
        serde_path_to_error::deserialize(Deserializer::of_item(item, absent))
            .map_err(|error| ReadError { path: error.path().to_string(), error: error.into_inner() })
    })
}

/// Reads a value from one attribute. `read` is called again for each set that the attribute lacks.
pub(crate) fn read_value<V>(
    value: Option<&AttributeValue>,
    read: impl Fn(Deserializer<'_>) -> Result<V>,
) -> Result<V> {
    let unread = |error| ReadError { path: String::new(), error };
    read_with(|absent| read(Deserializer::of_value(value, absent)).map_err(unread))
        .map_err(|unread| unread.error)
}

/// Finds absent sets by trial: after the error of a missing field, the field is offered an empty set.
fn read_with<V>(read: impl Fn(&Absent) -> Result<V, ReadError>) -> Result<V, ReadError> {
    let mut absent = Absent::default();
    let mut missing = None;
    loop {
        match read(&absent) {
            Err(unread) if absent.learn(&unread.error) => missing = Some(unread),
            Err(unread) if unread.error.is_missing() => return Err(missing.unwrap_or(unread)),
            result => return result,
        }
    }
}

/// Writes a value as one attribute. An empty set is still an attribute here; [`is_empty_set`] recognizes it.
pub(crate) fn write_value<V: serde::Serialize + ?Sized>(value: &V) -> Result<AttributeValue> {
    value.serialize(Serializer::of::<V>())
}

/// Writes a value as the attributes of an item.
pub(crate) fn write_item<V: serde::Serialize + ?Sized>(value: &V) -> Result<Item> {
    match write_value(value)? {
        AttributeValue::M(item) => Ok(item),
        _ => Err(CodecError::new("expected a struct or a map, whose fields are attributes")),
    }
}

/// Returns `true` if the value is a set without elements, which `DynamoDB` does not store.
pub(crate) fn is_empty_set(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::Ss(texts) => texts.is_empty(),
        AttributeValue::Ns(numbers) => numbers.is_empty(),
        AttributeValue::Bs(all) => all.is_empty(),
        _ => false,
    }
}

//! Between fields and their attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;
use crate::field::FieldDef;
use crate::item::Item;
use crate::stamp::StampTime;

/// A field read from a key, as the item's serializer writes it.
///
/// # Errors
///
/// The field's serializer failed.
pub fn attribute<T: Serialize>(value: &T) -> Result<AttributeValue, Error> {
    crate::item::encode_value(value)
}

/// A field as the user's own function writes it.
///
/// # Errors
///
/// That function failed.
pub fn attribute_with(
    write: impl FnOnce(serde_dynamo::Serializer) -> serde_dynamo::Result<serde_dynamo::AttributeValue>,
) -> Result<AttributeValue, Error> {
    let written = write(serde_dynamo::Serializer).map(AttributeValue::from);
    written.map_err(|error| Error::new(crate::error::Kind::Encode(error)))
}

/// The value of a field that holds the time of a write; `None` if its type has no such time, or the item does
/// without it.
///
/// # Errors
///
/// The field's serializer failed.
pub fn time_of<F: FieldDef>(now: std::time::SystemTime) -> Result<Option<AttributeValue>, Error>
where
    F::Value: StampTime,
{
    F::Value::from_system(now).map(|now| F::encode(&now)).transpose()
}

/// A field of an item, from its attribute.
///
/// # Errors
///
/// The attribute is not what the field's type reads.
pub fn part<T: DeserializeOwned>(item: &Item, name: &str) -> Result<T, Error> {
    let value = item.get(name).cloned().unwrap_or(AttributeValue::Null(true));
    serde_dynamo::from_attribute_value(value)
        .map_err(|source| Error::new(crate::error::Kind::Decode { path: name.to_owned(), source }))
}

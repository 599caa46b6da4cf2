//! Conversions between fields and their attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::FieldDef;
use crate::expr::read::Reads;
use crate::item::managed::WriteTime;
use crate::schema::item::Item;

/// Encodes a field as the item's serializer does.
///
/// # Errors
///
/// The field's serializer failed.
pub fn attribute<T: Serialize>(value: &T) -> Result<AttributeValue, Error> {
    crate::expr::value::encode_value(value)
}

/// Encodes a field with a serde function.
///
/// # Errors
///
/// The function failed.
pub fn attribute_with(
    write: impl FnOnce(codec::Serializer) -> codec::Result<AttributeValue>,
) -> Result<AttributeValue, Error> {
    write(codec::Serializer::default()).map_err(|error| Error::new(Kind::Encode(error)))
}

/// Returns the attribute of a managed time; `None` if its type cannot hold the time, or the item leaves it out.
///
/// # Errors
///
/// The field's serializer failed.
pub fn time_of<F: FieldDef>(now: std::time::SystemTime) -> Result<Option<AttributeValue>, Error>
where
    F::Value: WriteTime,
{
    F::Value::from_system(now).map(|now| F::encode(&now)).transpose()
}

/// Writes field `F` into an item, or leaves it out as the item's serializer does.
///
/// # Errors
///
/// The field's serializer failed.
pub fn write_field<F: FieldDef>(value: &F::Value, item: &mut Item) -> Result<(), Error> {
    if F::is_left_out(value) {
        item.remove(F::ATTRIBUTE);
    } else {
        item.insert(F::ATTRIBUTE.to_owned(), F::encode(value)?);
    }
    Ok(())
}

/// Reads field `F` of an item, if the item has the attribute.
///
/// # Errors
///
/// The attribute does not have the form of the field.
pub fn stored<F: FieldDef<Reader: Reads<F::Value>>>(item: &Item) -> Result<Option<F::Value>, Error> {
    let read = |value: &AttributeValue| {
        let value = codec::read_value(Some(value), F::Reader::read);
        value.map_err(|source| Error::new(Kind::Decode { path: F::ATTRIBUTE.to_owned(), source }))
    };
    let mut names = std::iter::once(&F::ATTRIBUTE).chain(F::ALIASES);
    names.find_map(|name| item.get(*name)).map(read).transpose()
}

/// Reads a field of an item from its attribute.
///
/// # Errors
///
/// The attribute does not have the form of the field's type.
pub fn part<T: DeserializeOwned>(item: &Item, name: &str) -> Result<T, Error> {
    let value = item.get(name).unwrap_or(&AttributeValue::Null(true));
    codec::read_value(Some(value), |value| T::deserialize(value))
        .map_err(|source| Error::new(Kind::Decode { path: name.to_owned(), source }))
}

/// Returns `true` if an optional field has no value: its attribute is NULL or absent.
#[must_use]
pub fn is_none(item: &Item, name: &str) -> bool {
    item.get(name).is_none_or(AttributeValue::is_null)
}

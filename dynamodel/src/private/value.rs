//! Conversions between fields and their attributes.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::FieldDef;
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

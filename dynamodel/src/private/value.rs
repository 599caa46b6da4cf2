//! Conversions between fields and their attributes.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec;
use crate::error::Error;
use crate::error::Kind;
use crate::expr::field::FieldDef;
use crate::item::managed::WriteTime;

/// Encodes a field with a serde function.
///
/// # Errors
///
/// The function failed.
pub fn attribute_with(
    write: impl FnOnce(codec::Serializer<'_>) -> codec::Result<AttributeValue>,
) -> Result<AttributeValue, Error> {
    write(codec::Serializer::of_any(&codec::Notes::default()))
        .map_err(|error| Error::new(Kind::Encode(error)))
}

/// Returns `true` if a serde function writes only a part of a value.
pub fn is_cut(write: impl FnOnce(codec::Serializer<'_>) -> codec::Result<AttributeValue>) -> bool {
    let notes = codec::Notes::default();
    let written = write(codec::Serializer::of_any(&notes));
    written.is_ok() && notes.is_cut()
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

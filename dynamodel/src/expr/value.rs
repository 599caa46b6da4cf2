//! Rust values as the values of expressions.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec;
use crate::error::{Error, Kind};

/// Writes a value as an attribute.
pub(crate) fn encode_value<T: serde::Serialize>(value: &T) -> Result<AttributeValue, Error> {
    codec::write_value(value).map_err(|error| Error::new(Kind::Encode(error)))
}

/// Writes a value as an element of a list.
pub(crate) fn encode_element<T: serde::Serialize>(value: &T) -> Result<AttributeValue, Error> {
    encode_value(value).map(codec::of_element)
}

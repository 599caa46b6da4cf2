//! Values of a table, as the variants of its enum.

use super::Encoded;
use crate::error::Error;
use crate::item::stored::Stored;

/// The encoded entity of a variant.
#[derive(Debug)]
pub struct EncodedVariant {
    /// The position of the entity in its table.
    pub(crate) entity: usize,
    pub(crate) value: Encoded,
}

/// Encodes the value of the `entity`-th variant.
///
/// # Errors
///
/// The value cannot be stored.
pub(crate) fn encode_variant<E: Stored>(entity: usize, value: &E) -> Result<EncodedVariant, Error> {
    Ok(EncodedVariant { entity, value: Encoded::of(value)? })
}

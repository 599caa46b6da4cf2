//! Conversions between fields and keys.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::attribute;
use crate::error::Error;
use crate::item::StoredKey;
use crate::item::stored::Stored;
use crate::key::{KeyComparison, KeyReader, KeySegment, KeyWriter};
use crate::schema::entity::KeySlot;
use crate::schema::template::{Role, Template};

fn template<E: Stored>(slot: KeySlot, role: Role) -> &'static Template {
    E::ENTITY.key(slot).template(role)
}

/// Starts to write a key attribute.
#[must_use]
pub fn key_writer<E: Stored>(slot: KeySlot, role: Role) -> KeyWriter {
    let start = if E::ENTITY.is_listed(slot, role) { KeyWriter::listed } else { KeyWriter::new };
    start(template::<E>(slot, role))
}

/// Cuts a key attribute into its segments.
///
/// # Errors
///
/// The key has another form.
pub fn key_reader<E: Stored>(slot: KeySlot, role: Role, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(template::<E>(slot, role), key)?)
}

/// Compares a key attribute of an item with fields.
#[must_use]
pub fn key_comparison<'k, E: Stored>(slot: KeySlot, role: Role, key: &StoredKey<'k>) -> KeyComparison<'k> {
    KeyComparison::new(template::<E>(slot, role), key.attribute(role))
}

/// The key attributes of a stored item.
#[must_use]
pub fn stored_key<'i>(pk: &'i AttributeValue, sk: Option<&'i AttributeValue>) -> StoredKey<'i> {
    StoredKey { pk, sk }
}

/// The argument of a field for functions of its segment.
pub fn arg<T: KeySegment<S>, S>(value: &T) -> T::Arg<'_> {
    value.as_arg()
}

/// Reads the segment at the `part`-th part of a key's template.
///
/// # Errors
///
/// The key has another form.
pub fn segment_value<E: Stored, T: KeySegment<S>, S>(
    slot: KeySlot,
    role: Role,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<T, Error> {
    Ok(key.value::<T, S>(template::<E>(slot, role), part)?)
}

/// Reads a segment as the item's serializer writes its field.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn segment_attribute<E: Stored, T: KeySegment<S> + Serialize, S>(
    slot: KeySlot,
    role: Role,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&segment_value::<E, T, S>(slot, role, key, part)?)
}

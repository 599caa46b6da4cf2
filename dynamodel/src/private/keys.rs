//! Between fields and the keys that are made of them.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::attribute;
use crate::error::Error;
use crate::item::StoredKey;
use crate::item::stored::Stored;
use crate::key::{KeyComparison, KeyReader, KeySegment, KeyWriter};

/// Writes the partition key of the entity's `index`-th key.
#[must_use]
pub fn pk<E: Stored>(index: usize) -> KeyWriter {
    KeyWriter::new(&E::ENTITY.keys[index].pk)
}

/// Writes the sort key of the entity's `index`-th key.
#[must_use]
pub fn sk<E: Stored>(index: usize) -> KeyWriter {
    KeyWriter::new(E::ENTITY.keys[index].sort())
}

/// Writes the partition key of the entity's `at`-th index key.
#[must_use]
pub fn index_pk<E: Stored>(at: usize) -> KeyWriter {
    KeyWriter::new(&E::ENTITY.indexes[at].key.pk)
}

/// Writes the sort key of the entity's `at`-th index key.
#[must_use]
pub fn index_sk<E: Stored>(at: usize) -> KeyWriter {
    KeyWriter::new(E::ENTITY.indexes[at].key.sort())
}

/// Writes the partition key of the entity's `at`-th marker.
#[must_use]
pub fn marker_pk<E: Stored>(at: usize) -> KeyWriter {
    KeyWriter::new(&E::ENTITY.markers[at].key.pk)
}

/// Writes the sort key of the entity's `at`-th marker.
#[must_use]
pub fn marker_sk<E: Stored>(at: usize) -> KeyWriter {
    KeyWriter::new(E::ENTITY.markers[at].key.sort())
}

/// Writes the partition key of the entity's `at`-th index key, which is a list of fields.
#[must_use]
pub fn listed_pk<E: Stored>(at: usize) -> KeyWriter {
    KeyWriter::listed(&E::ENTITY.indexes[at].key.pk)
}

/// Cuts a partition key into the segments of the entity's `index`-th key.
///
/// # Errors
///
/// The key has another form.
pub fn read_pk<E: Stored>(index: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(&E::ENTITY.keys[index].pk, key)?)
}

/// Cuts a sort key into the segments of the entity's `index`-th key.
///
/// # Errors
///
/// The key has another form.
pub fn read_sk<E: Stored>(index: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(E::ENTITY.keys[index].sort(), key)?)
}

/// Compares the partition key of an item with the fields of the entity's `index`-th key.
#[must_use]
pub fn compare_pk<'k, E: Stored>(index: usize, key: &StoredKey<'k>) -> KeyComparison<'k> {
    KeyComparison::new(&E::ENTITY.keys[index].pk, Some(key.pk))
}

/// Compares the sort key of an item with the fields of the entity's `index`-th key.
#[must_use]
pub fn compare_sk<'k, E: Stored>(index: usize, key: &StoredKey<'k>) -> KeyComparison<'k> {
    KeyComparison::new(E::ENTITY.keys[index].sort(), key.sk)
}

/// A field as the functions for its segment take it.
pub fn arg<T: KeySegment<S>, S>(value: &T) -> T::Arg<'_> {
    value.as_arg()
}

/// The key attributes of an item, as they were read.
#[must_use]
pub fn stored_key<'i>(pk: &'i AttributeValue, sk: Option<&'i AttributeValue>) -> StoredKey<'i> {
    StoredKey { pk, sk }
}

/// The field that is the `part`-th part of a partition key, as the item's serializer writes it.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn pk_attribute<E: Stored, T: KeySegment<S> + Serialize, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.pk_value::<T, S>(&E::ENTITY.keys[index].pk, part)?)
}

/// The same for a sort key.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn sk_attribute<E: Stored, T: KeySegment<S> + Serialize, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.sk_value::<T, S>(E::ENTITY.keys[index].sort(), part)?)
}

/// The field that is the `part`-th part of the partition key of an index, as the item's serializer writes it.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn index_pk_attribute<E: Stored, T: KeySegment<S> + Serialize, S>(
    at: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.pk_value::<T, S>(&E::ENTITY.indexes[at].key.pk, part)?)
}

/// The same for the sort key of an index.
///
/// # Errors
///
/// The key has another form, or the field's serializer failed.
pub fn index_sk_attribute<E: Stored, T: KeySegment<S> + Serialize, S>(
    at: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<AttributeValue, Error> {
    attribute(&key.sk_value::<T, S>(E::ENTITY.indexes[at].key.sort(), part)?)
}

/// What the `part`-th part of the partition key of the `index`-th key holds.
///
/// # Errors
///
/// The key has another form.
pub fn pk_held<E: Stored, T: KeySegment<S>, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<T, Error> {
    Ok(key.pk_value::<T, S>(&E::ENTITY.keys[index].pk, part)?)
}

/// The same for the sort key.
///
/// # Errors
///
/// The key has another form.
pub fn sk_held<E: Stored, T: KeySegment<S>, S>(
    index: usize,
    key: &StoredKey<'_>,
    part: usize,
) -> Result<T, Error> {
    Ok(key.sk_value::<T, S>(E::ENTITY.keys[index].sort(), part)?)
}

/// Cuts the partition key of the entity's `at`-th index key.
///
/// # Errors
///
/// The key has another form.
pub fn read_index_pk<E: Stored>(at: usize, key: &str) -> Result<KeyReader<'_>, Error> {
    Ok(KeyReader::new(&E::ENTITY.indexes[at].key.pk, key)?)
}

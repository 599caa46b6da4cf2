//! Conversions between fields and keys.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::attribute::Attribute;
use crate::error::Error;
use crate::item::StoredKey;
use crate::item::stored::Stored;
use crate::key::{KeyReader, KeyWriter};
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

/// The key attributes of a stored item.
#[must_use]
pub fn stored_key<'i>(pk: &'i AttributeValue, sk: Option<&'i AttributeValue>) -> StoredKey<'i> {
    StoredKey { pk: pk.into(), sk: sk.map(Attribute::from) }
}

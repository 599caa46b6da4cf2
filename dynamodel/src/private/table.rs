//! The entities of a table, as the derive of the table needs them.

use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::{EncodedVariant, EntityFunctions, StoredItem, decode, encode_variant};
use crate::schema::entity::EntityMeta;

/// The entity of a variant.
#[derive(Debug)]
pub struct TableEntity<E> {
    /// The metadata of the entity.
    pub meta: &'static EntityMeta,
    /// Decodes an item of the entity.
    pub decode: fn(StoredItem<'_>) -> Result<E, Error>,
    /// Encodes a value of the entity, which is that of the variant with this position.
    pub encode: fn(usize, &E) -> Result<EncodedVariant, Error>,
    /// The functions without its type.
    pub functions: EntityFunctions,
}

/// Returns the entity of a variant. No other part of an expansion requires the trait, so that its absence is one error.
#[must_use]
pub const fn table_entity<E: Stored>() -> TableEntity<E> {
    TableEntity {
        meta: E::ENTITY,
        decode: decode::<E>,
        encode: encode_variant::<E>,
        functions: EntityFunctions::of::<E>(),
    }
}

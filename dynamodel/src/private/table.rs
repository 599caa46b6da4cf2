//! Facts of tables about their entities.

use crate::error::Error;
use crate::item::stored::Stored;
use crate::item::table::Table;
use crate::item::{StoredItem, decode};
use crate::proof::table as check;
use crate::schema::attribute::KeyKind;
use crate::schema::entity::EntityMeta;

/// The type of an index's key attribute: that of its fields, or a string.
#[must_use]
pub const fn index_kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    check::kind(entities, attribute)
}

/// Returns `true` if the `index`-th entity has a field that is a key attribute of the table itself.
#[must_use]
pub const fn is_natural<T: Table>(index: usize) -> bool {
    check::is_natural(T::META, index)
}

/// Returns `true` if an entity has a field that is a key attribute of the `index`-th index, though a template writes that key.
#[must_use]
pub const fn is_natural_in_index<T: Table>(index: usize) -> bool {
    check::is_natural_in_index(T::META, index)
}

/// The entity of a variant.
#[derive(Debug)]
pub struct Held<E> {
    /// Its metadata.
    pub meta: &'static EntityMeta,
    /// Decodes an item.
    pub decode: fn(StoredItem<'_>) -> Result<E, Error>,
}

/// The only call of an expansion that requires the trait, so that its absence is one error.
#[must_use]
pub const fn held<E: Stored>() -> Held<E> {
    Held { meta: E::ENTITY, decode: decode::<E> }
}

/// Returns the index keys, by bit, whose partition and leading literal can hold items of other types.
#[must_use]
pub const fn mixed_indexes<T: Table>(index: usize) -> u64 {
    check::mixed_indexes(T::META, index)
}

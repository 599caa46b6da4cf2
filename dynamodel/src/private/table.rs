//! What a table says of its entities.

use crate::entity::{Entity, EntityMeta};
use crate::error::Error;
use crate::item::{Stored, decode};
use crate::proof::table as check;
use crate::table::KeyKind;
use crate::table::Table;

/// The type of a key attribute of an index: that of the fields which are it, or a string.
#[must_use]
pub const fn index_kind(entities: &[&EntityMeta], attribute: &str) -> KeyKind {
    check::kind(entities, attribute)
}

/// Whether the `index`-th entity of a table has a field that is a key attribute of the table itself.
#[must_use]
pub const fn is_natural<T: Table>(index: usize) -> bool {
    check::is_natural(T::META, index)
}

/// Whether an entity has a field that is a key attribute of the `index`-th index though a template writes the key.
#[must_use]
pub const fn is_natural_in_index<T: Table>(index: usize) -> bool {
    check::is_natural_in_index(T::META, index)
}

/// What a table needs of the entity of one variant.
#[derive(Debug)]
pub struct Held<E> {
    /// What its attributes say.
    pub meta: &'static EntityMeta,
    /// Decodes an item of it.
    pub decode: fn(Stored<'_>) -> Result<E, Error>,
}

/// The one place of an expansion that asks for the trait, so that its absence is one error.
#[must_use]
pub const fn held<E: Entity>() -> Held<E> {
    Held { meta: E::META, decode: decode::<E> }
}

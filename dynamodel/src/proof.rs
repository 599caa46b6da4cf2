//! Checks that run at compile time. Only what the derives emit calls them.

pub(crate) mod collection;
#[cfg(all(test, feature = "jiff"))]
mod enumerated;
pub(crate) mod json;
pub(crate) mod overlap;
pub(crate) mod projection;
pub(crate) mod table;
pub(crate) mod template;

use std::marker::PhantomData;

use crate::item::table::Table;

/// The checks of the table `T`.
pub struct Proof<T>(PhantomData<fn() -> T>);

impl<T: Table> Proof<T> {
    /// Proves that the `index`-th entity fits the table and shares no key with an earlier entity.
    #[track_caller]
    pub const fn prove(index: usize) {
        overlap::prove::<T>(index);
    }

    /// The keys of the `index`-th entity, by bit, among which items of other kinds can lie.
    #[must_use]
    pub const fn mixed_keys(index: usize) -> u64 {
        overlap::mixed_keys::<T>(index)
    }

    /// The index keys of the `index`-th entity, by bit, among which other items can lie.
    #[must_use]
    pub const fn mixed_indexes(index: usize) -> u64 {
        table::mixed_indexes::<T>(index)
    }

    /// Returns `true` if a field of the `index`-th entity is a key attribute of the table.
    #[must_use]
    pub const fn is_natural(index: usize) -> bool {
        table::is_natural::<T>(index)
    }

    /// Returns `true` if a field of an entity is a key attribute of the `index`-th index, for which it has a template.
    #[must_use]
    pub const fn is_natural_in_index(index: usize) -> bool {
        table::is_natural_in_index::<T>(index)
    }
}

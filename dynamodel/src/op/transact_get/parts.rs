//! Groups of reads for one transaction.

use crate::item::stored::Stored;
use crate::op::{Find, Get};

/// A read that can be part of a [`transact_get`](crate::op::transact_get()): a `get`, or a read of a unique lookup.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into `transact_get`",
    label = "give a `get`, or a read of a unique lookup; a query is sent alone, and writes go into `transact`",
    note = "a `transact_get` gives an `Option` for each read: `required` is for one that is sent alone"
)]
pub trait ReadPart {
    /// `Self`. A type that is not a read has none, so that the compiler reports nothing about calls that follow.
    type Part;

    #[doc(hidden)]
    fn into_part(self) -> Self::Part;
}

impl<E: Stored, Out> ReadPart for Get<E, Out> {
    type Part = Self;

    fn into_part(self) -> Self {
        self
    }
}

impl<E: Stored> ReadPart for Find<E> {
    type Part = Self;

    fn into_part(self) -> Self {
        self
    }
}

/// The reads that [`transact_get`](crate::op::transact_get()) takes: a tuple of up to eight, or a `Vec` of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of reads for `transact_get`",
    label = "give a tuple of up to eight `get`s or reads of unique lookups, or a `Vec` of one type of them",
    note = "one item alone is read by `User::get(3).consistent().send(&table)`, many items of one entity by `batch_get(ids.map(User::get))`"
)]
pub trait ReadParts {
    /// `Self`, made of the [parts](ReadPart::Part).
    type Parts;

    #[doc(hidden)]
    fn into_parts(self) -> Self::Parts;
}

impl<O: ReadPart> ReadParts for Vec<O> {
    type Parts = Vec<O::Part>;

    fn into_parts(self) -> Self::Parts {
        self.into_iter().map(O::into_part).collect()
    }
}

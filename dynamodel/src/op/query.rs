//! Query.

use std::marker::PhantomData;

use crate::Entity;
use crate::key::{KeyPrefix, KeyRange, KeyWriter};

/// Stub.
#[derive(Debug)]
pub struct Query<E, Open> {
    pk: KeyWriter,
    types: PhantomData<fn() -> (E, Open)>,
}

impl<E: Entity, Open> Query<E, Open> {
    pub(crate) fn new(_index: usize, pk: KeyWriter) -> Self {
        Self { pk, types: PhantomData }
    }

    /// Stub.
    pub fn range<R: KeyRange<Open>>(self, _range: R) -> Self {
        self
    }

    /// Stub.
    pub fn prefix<P: KeyPrefix<Open>>(self, _prefix: P) -> Query<E, P::Rest> {
        Query { pk: self.pk, types: PhantomData }
    }
}

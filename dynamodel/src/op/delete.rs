//! Delete one item.

use crate::{Entity, Error, Key};

/// Stub.
#[derive(Debug)]
pub struct Delete<E> {
    key: Result<Key<E>, Error>,
}

impl<E: Entity> Delete<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key }
    }
}

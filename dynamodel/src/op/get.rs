//! Get one item.

use crate::{Entity, Error, Key};

/// Stub.
#[derive(Debug)]
pub struct Get<E> {
    key: Result<Key<E>, Error>,
}

impl<E: Entity> Get<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key }
    }
}

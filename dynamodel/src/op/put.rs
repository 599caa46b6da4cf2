//! Put one item.

use std::marker::PhantomData;

use crate::Entity;

/// Stub.
#[derive(Debug)]
pub struct Put<E> {
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Put<E> {
    pub(crate) fn new(_value: &E) -> Self {
        Self { entity: PhantomData }
    }
}

//! Create one item.

use std::marker::PhantomData;

use crate::Entity;

/// Stub.
#[derive(Debug)]
pub struct Create<E> {
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Create<E> {
    pub(crate) fn new(_value: &E) -> Self {
        Self { entity: PhantomData }
    }
}

//! The primary key of one entity.

use std::fmt;
use std::marker::PhantomData;

use super::KeyWriter;
use crate::item::ItemKey;
use crate::{Entity, Error};

/// The primary key of an item of entity `E`, encoded.
pub struct Key<E> {
    pub(crate) item: ItemKey,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Key<E> {
    #[doc(hidden)]
    pub fn new(pk: KeyWriter, sk: Option<KeyWriter>) -> Result<Self, Error> {
        Ok(Self { item: ItemKey::new(pk, sk)?.settled(), entity: PhantomData })
    }

    pub(crate) fn from_item(item: ItemKey) -> Self {
        Self { item: item.settled(), entity: PhantomData }
    }

    pub(crate) fn of(value: &E) -> Result<Self, Error> {
        Ok(Self { item: value.write_keys()?.0.settled(), entity: PhantomData })
    }
}

impl<E> Key<E> {
    /// The partition key as its template writes it.
    #[must_use]
    pub fn pk(&self) -> &str {
        &self.item.pk.text
    }

    /// The sort key as its template writes it, for entities that have one.
    #[must_use]
    pub fn sk(&self) -> Option<&str> {
        self.item.sk.as_ref().map(|sk| sk.text.as_str())
    }
}

impl<E> Clone for Key<E> {
    fn clone(&self) -> Self {
        Self { item: self.item.clone(), entity: PhantomData }
    }
}

impl<E> PartialEq for Key<E> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item
    }
}

impl<E> fmt::Debug for Key<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("pk", &self.pk()).field("sk", &self.sk()).finish()
    }
}

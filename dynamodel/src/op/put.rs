//! Storing an item over the one before.

use std::marker::PhantomData;

use super::lookups::{self, Guard, Rewrite};
use super::plan::{self, Change, Refusal};
use super::request::Request;
use crate::client::Caller;
use crate::item::{Encoded, Item, ItemKey};
use crate::{Entity, Error, Get, Holds, Key, TableClient, TableMeta};

/// Stores an item, replacing the one with its key: `video.put()`. One `PutItem` request; with lookups, a
/// consistent `GetItem` and a `TransactWriteItems` request, repeated (at most 10 times) when another writer
/// comes between. Prefer [`create`](Entity::create) for new items: it needs no read.
///
/// The whole item is replaced: attributes that this program's struct does not have are gone.
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E> {
    value: Result<Encoded, Error>,
    entity: PhantomData<fn() -> E>,
}

crate::debug::debug!(Put<E> { value });

impl<E: Entity> Put<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self { value: Encoded::of(value), entity: PhantomData }
    }

    /// The item alone, for a batch.
    pub(super) fn into_item<T: Holds<E>>(self) -> Result<Item, Error> {
        self.value?.item(T::META, 0, None)
    }

    /// The first request, as it would be sent: with lookups that is the consistent read.
    ///
    /// # Errors
    ///
    /// A key is invalid, or the item too large.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        let value = self.value?;
        if E::META.has_lookups() {
            let read = Get::<E>::new(Ok(Key::from_item(value.key().clone())));
            return read.consistent().request(table).map(Request::GetItem);
        }
        plan::first_request(table.caller(), &[alone::<E, T>(&value)?])
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// A key is invalid, the item too large, the key held by an item of another type
    /// ([`Error::is_held_by_other`]), other writers came between in every attempt
    /// ([`Error::is_conflict`]), or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move {
            let value = self.value?;
            let written = write::<E, T>(table.caller(), &value).await;
            written.map_err(|error| {
                error.entity_is(E::META.name).item_key_is(value.key()).table_is(table.name())
            })
        }
    }
}

async fn write<E: Entity, T: Holds<E>>(caller: &Caller, value: &Encoded) -> Result<(), Error> {
    if E::META.has_lookups() {
        return lookups::rewrite::<E, T>(caller, &Replace { value, table: T::META }).await;
    }
    let change = [alone::<E, T>(value)?];
    let attempt = |attempts| plan::send(caller, &change, "", attempts);
    let sent = plan::write(attempt, Refusal::is_passing).await;
    sent.map_err(lookups::held_by_other::<T>)
}

/// The write of an item without lookups.
fn alone<E: Entity, T: Holds<E>>(value: &Encoded) -> Result<Change, Error> {
    Ok(Change::Put { item: value.item(T::META, 0, None)?, condition: lookups::unless_other::<E, T>() })
}

struct Replace<'v> {
    value: &'v Encoded,
    table: &'static TableMeta,
}

impl Rewrite for Replace<'_> {
    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn changes(&self, before: Option<&Encoded>, guard: Guard) -> Result<Vec<Change>, Error> {
        let item = self.value.item(self.table, 0, guard.revision)?;
        let mut changes = vec![Change::Put { item, condition: Some(guard.condition) }];
        lookups::put_copies(self.value, self.table, &mut changes)?;
        for (index, key) in before.into_iter().flat_map(Encoded::copies) {
            let moved = self.value.copies().all(|(other, now)| other != index || now != key);
            if moved {
                changes.push(Change::Delete { key: key.attributes(self.table)?, condition: None });
            }
        }
        Ok(changes)
    }
}

//! Removing an item.

use super::lookups::{self, Guard, Rewrite};
use super::plan::{self, Change, Refusal};
use super::request::Request;
use crate::client::Caller;
use crate::item::{Encoded, Item, ItemKey};
use crate::{Entity, Error, Get, Holds, Key, TableClient, TableMeta};

/// Removes an item, if there is one: `Video::delete(7)` or `video.delete()`. One `DeleteItem` request; with
/// lookups, a consistent `GetItem` and a `TransactWriteItems` request, repeated (at most 10 times) when
/// another writer comes between.
#[must_use = "an operation does nothing until it is sent"]
pub struct Delete<E> {
    key: Result<Key<E>, Error>,
}

crate::debug::debug!(Delete<E> { key });

impl<E: Entity> Delete<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key }
    }

    /// The key alone, for a batch.
    pub(super) fn into_key<T: Holds<E>>(self) -> Result<Item, Error> {
        self.key?.item.attributes(T::META)
    }

    /// The first request, as it would be sent: with lookups that is the consistent read.
    ///
    /// # Errors
    ///
    /// The key is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        if E::META.has_lookups() {
            return Get::new(self.key).consistent().request(table).map(Request::GetItem);
        }
        plan::first_request(table.caller(), &[alone::<E, T>(&self.key?.item)?])
    }

    /// Sends it. That there is no such item is no error.
    ///
    /// # Errors
    ///
    /// The key is invalid, it is held by an item of another type ([`Error::is_held_by_other`]), other
    /// writers came between in every attempt ([`Error::is_conflict`]), or the request failed. Nothing
    /// was removed then, unless [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is
    /// not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<E, T> {
        let table = table.clone();
        async move {
            let key = self.key?.item;
            let removed = remove::<E, T>(table.caller(), &key).await;
            removed.map_err(|error| error.entity_is(E::META.name).item_key_is(&key).table_is(table.name()))
        }
    }
}

async fn remove<E: Entity, T: Holds<E>>(caller: &Caller, key: &ItemKey) -> Result<(), Error> {
    if E::META.has_lookups() {
        return lookups::rewrite::<E, T>(caller, &Remove { key, table: T::META }).await;
    }
    let change = [alone::<E, T>(key)?];
    let attempt = |attempts| plan::send(caller, &change, "", attempts);
    let sent = plan::write(attempt, Refusal::is_passing).await;
    sent.map_err(lookups::held_by_other::<T>)
}

/// The removal of an item without lookups.
fn alone<E: Entity, T: Holds<E>>(key: &ItemKey) -> Result<Change, Error> {
    Ok(Change::Delete { key: key.attributes(T::META)?, condition: lookups::unless_other::<E, T>() })
}

struct Remove<'k> {
    key: &'k ItemKey,
    table: &'static TableMeta,
}

impl Rewrite for Remove<'_> {
    fn key(&self) -> &ItemKey {
        self.key
    }

    fn changes(&self, before: Option<&Encoded>, guard: Guard) -> Result<Vec<Change>, Error> {
        let Some(before) = before else { return Ok(Vec::new()) };
        let delete = |key: &ItemKey, condition| -> Result<Change, Error> {
            Ok(Change::Delete { key: key.attributes(self.table)?, condition })
        };
        let mut changes = vec![delete(self.key, Some(guard.condition))?];
        for (_, key) in before.copies() {
            changes.push(delete(key, None)?);
        }
        Ok(changes)
    }
}

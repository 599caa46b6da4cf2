//! Changing an item, or storing it.

use super::{Update, Updating};
use crate::op::Create;
use crate::op::create::Creation;
use crate::op::request::Request;
use crate::op::returns::ReturnsUpsert;
use crate::op::write::{self, ATTEMPTS};
use crate::{Entity, Error, Holds, TableClient};

/// Changes an item, or stores one if there is none: `Video::update(7).add(Video::FIELDS.views, 1).upsert(&video)`.
/// One `UpdateItem` request if there is an item, otherwise that and the requests of a [`Create`]; both are
/// repeated (at most 10 times) while others remove and store the item in between.
///
/// In a [transaction](crate::transact()) a consistent `GetItem` request tells which of the two it is to be; if
/// another writer then makes it the other one, the transaction is planned again.
///
/// It gives back what the update is told to give back: the old item is `None` if there was none, the new one is then
/// `value` as it was stored, and all of that has been changed.
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E, R = ()> {
    update: Update<E, R>,
    create: Create<E>,
}

crate::debug::debug!(Upsert<E, R> { update, create });

impl<E: Entity, R: ReturnsUpsert<E>> Upsert<E, R> {
    pub(super) fn new(update: Update<E, R>, value: &E) -> Self {
        Self { update, create: Create::new(value) }
    }

    fn into_writes<T: Holds<E>>(self, table: &TableClient<T>) -> Result<(Updating<E, R>, Creation), Error> {
        let now = table.now();
        let (update, create) = (self.update.into_write(now)?, self.create.into_write(now)?);
        create.check_key(&update.key)?;
        Ok((update, create))
    }

    /// The first request, as it would be sent: that of the update.
    ///
    /// # Errors
    ///
    /// The key, a value or a condition is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_writes(table)?.0)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// Those of [`Update::send`], except that there is no item, and those of [`Create::send`], except that there
    /// is one; the value has another key than the update ([`Error::is_invalid_key`]).
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Upserted, Error>> + Send + use<E, R, T> {
        let table = table.clone();
        async move {
            let (update, create) = self.into_writes(&table)?;
            for _ in 0..ATTEMPTS {
                match write::send(&table, &update).await {
                    Err(error) if error.is_not_found() => {}
                    sent => return sent.map(R::updated),
                }
                match write::send(&table, &create).await {
                    Err(error) if error.is_already_exists() => {}
                    sent => return sent.and_then(|()| R::created(create.attributes())),
                }
            }
            Err(write::conflict().entity_is(E::META.name).item_key_is(&update.key).table_is(table.name()))
        }
    }
}

//! Changing an item, or storing it.

use std::time::SystemTime;

use super::{Update, Updating};
use crate::client::TableClient;
use crate::clock::epoch_seconds;
use crate::error::Error;
use crate::item::ItemKey;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::ttl::is_expired;
use crate::op::Create;
use crate::op::create::Creation;
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::drive as write;
use crate::write::drive::{ATTEMPTS, Failure, Verdict, Write};
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::returns::{Returns, ReturnsUpsert};

/// Changes an item, or stores one if there is none: `Video::update(7).add(Video::FIELDS.views, 1).upsert(&video)`.
/// One `UpdateItem` request if there is an item, otherwise that and the requests of a [`Create`]; both are
/// repeated (at most 10 times) while others remove and store the item in between.
///
/// In a [transaction](crate::op::transact()) a consistent `GetItem` request tells which of the two it is to be; if
/// another writer then makes it the other one, the transaction is planned again.
///
/// It gives back what the update is told to give back: the old item is `None` if there was none, the new one is then
/// `value` as it was stored, and all of that has been changed.
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E, R = ()> {
    update: Update<E, R>,
    create: Create<E>,
}

crate::codec::debug::debug!(Upsert<E, R> { update, create });

impl<E: Stored, R: Returns<E>> Upsert<E, R> {
    pub(super) fn new(update: Update<E, R>, value: &E) -> Self {
        Self { update, create: Create::new(value) }
    }

    pub(in crate::op) fn into_write(self, now: SystemTime) -> Result<Upserting<E, R>, Error> {
        let update = Updating { upserts: true, ..self.update.into_write(now)? };
        let create = self.create.into_write(now)?;
        create.check_key(&update.key)?;
        Ok(Upserting { update, create, now })
    }
}

impl<E: Stored, R: ReturnsUpsert<E>> Upsert<E, R> {
    /// The first request, as it would be sent: that of the update.
    ///
    /// # Errors
    ///
    /// The key, a value or a condition is invalid.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?.update)
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
            let Upserting { update, create, .. } = self.into_write(table.now())?;
            // A value that cannot be stored is refused, whether or not there is an item.
            Write::<T>::plan(&create, None)?;
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
            Err(write::conflict().entity_is(E::ENTITY.name).item_key_is(&update.key).table_is(table.name()))
        }
    }
}

/// The change of an item, or the writing of a new one.
pub(crate) struct Upserting<E, R> {
    update: Updating<E, R>,
    create: Creation,
    now: SystemTime,
}

/// As a part of a transaction, which cannot try one of the two and then the other: what is read beforehand decides,
/// and both are on the condition that it is still so.
impl<E: Stored, R: Returns<E>, T: Holds<E>> Write<T> for Upserting<E, R> {
    type Output = ();

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        &self.update.key
    }

    fn reads(&self) -> bool {
        true
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        let is_there = |item: &Item| !is_expired(T::META, item, epoch_seconds(self.now));
        let create = Write::<T>::plan(&self.create, None)?;
        let plan = if before.as_ref().is_some_and(is_there) {
            Write::<T>::plan(&self.update, None)?
        } else {
            create
        };
        Ok(Plan { before, ..plan })
    }

    fn output(&self, _plan: &Plan, _returned: Option<Item>) -> Result<(), Error> {
        Ok(())
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<()> {
        let verdict = if let Some(Change::Update { .. }) = plan.changes.first() {
            match Write::<T>::refused(&self.update, plan, failure) {
                Verdict::Failed(error) => Verdict::Failed(error),
                Verdict::Instead(plan) => Verdict::Instead(plan),
                Verdict::Anew(plan) => Verdict::Anew(plan),
                Verdict::Again | Verdict::Done(_) => Verdict::Again,
            }
        } else {
            Write::<T>::refused(&self.create, plan, failure)
        };
        match verdict {
            Verdict::Failed(error) if error.is_not_found() || error.is_already_exists() => Verdict::Again,
            verdict => verdict,
        }
    }
}

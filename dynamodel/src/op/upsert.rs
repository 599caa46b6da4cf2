//! Updating an item, or storing it.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::clock::epoch_seconds;
use crate::error::{Error, Kind};
use crate::item::{ItemKey, stored::Stored, table::Holds, ttl::is_expired};
use crate::op::{
    create::{Create, Creation},
    update::{Update, UpdateWrite},
};
use crate::schema::{entity::EntityMeta, item::Item};
use crate::write::{Change, Effect, Failure, Group, NoOutput, Plan, Request, Returns, Verdict, Write};

/// Updates an item, or stores one if there is none: `Video::update(7).add(Video::FIELDS.views, 1).upsert(&video)`.
///
/// One `UpdateItem` request if there is an item, otherwise that and the request of a [`Create`]; both are repeated (at most
/// 10 times) while others remove and store the item in between.
///
/// In a [transaction](crate::op::transact()) a consistent `GetItem` request decides between the two; if another writer then
/// changes that, the transaction is planned again.
///
/// It returns the value that the update asks for. Of an item that was stored, the old item is `None`, the new one is `value`
/// as it was stored, and all attributes have changed.
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E, R = ()> {
    update: Update<E, R>,
    create: Create<E>,
    typed: PhantomData<fn() -> R>,
}

crate::codec::debug::debug!(Upsert<E, R> { update, create });
crate::write::operation::operation!(Upsert<E, R: Returns<E>, NoOutput>(now); "Comment::update(7, 1).add(Comment::FIELDS.likes, 1).upsert(&comment(7, 1))");

impl<E: Stored, R: Returns<E>> Update<E, R> {
    /// Stores `value` if there is no item. `value` is stored as it is, without the changes.
    ///
    /// If a [version is expected](Update::expect_version), a missing item is [not found](Error::is_not_found), unless that
    /// version is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = video(9, 2026, "Indexes");
    /// Video::update(9).add(Video::FIELDS.views, 1).upsert(&first).send(&table).await?;
    /// assert_eq!(Video::get(9).send(&table).await?, Some(first));
    /// # Ok(()) });
    /// ```
    pub fn upsert(self, value: &E) -> Upsert<E, R> {
        Upsert { update: self, create: Create::new(value), typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Upsert<E, R> {
    pub(super) fn into_write(self, now: SystemTime) -> Result<Upserting, Error> {
        let update = self.update.into_write(now)?;
        let create = self.create.into_write(now)?;
        let key = create.key();
        if key != update.key() {
            return Err(Error::new(Kind::OtherKey).entity_is(E::ENTITY.name).item_key_is(key));
        }
        Ok(Upserting { update, create, now, reads: false })
    }

    /// Returns the first request, as it would be sent: that of the update.
    ///
    /// # Errors
    ///
    /// The key, a value or a condition is invalid.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let upsert = Video::update(7).add(Video::FIELDS.views, 1).upsert(&video(7, 2025, "Intro"));
    /// println!("{:?}", upsert.request(&table)?);
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the requests.
    ///
    /// # Errors
    ///
    /// Those of [`Update::send`], except for a missing item, and those of [`Create::send`], except for an existing one; the
    /// value has another key than the update ([`Error::is_invalid_key`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let upsert = Video::update(7).add(Video::FIELDS.views, 1).returning_new().upsert(&video(7, 2025, "Intro"));
    /// assert_eq!(upsert.send(&table).await?.views, 101);
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Output> {
        let table = table.clone();
        Sending::new(async move {
            let write = self.into_write(table.now())?;
            let attributes = write.create.value.attributes().clone();
            let mut group = Group::alone::<E, T>(&table, write);
            let written = group.send().await?;
            let output = match written.plan.changes.first() {
                Some(Change { effect: Effect::Put, .. }) => R::created(attributes),
                _ => R::output::<T>(written),
            };
            output.map_err(|error| group.context(error.written()))
        })
    }
}

/// The update of an item, or the write of a new one.
pub(crate) struct Upserting {
    update: UpdateWrite,
    create: Creation,
    now: SystemTime,
    /// A transaction cannot try the update and then the creation: the stored item decides, and both require that it is
    /// unchanged.
    reads: bool,
}

impl Upserting {
    /// Returns `true` if the other of update and creation may be successful after this error.
    fn is_other_way(&self, error: &Error) -> bool {
        error.is_already_exists() || (error.is_not_found() && !self.update.requires_item())
    }
}

impl Write for Upserting {
    fn key(&self) -> &ItemKey {
        self.update.key()
    }

    fn reads(&self, _entity: &EntityMeta) -> bool {
        self.reads
    }

    fn join(&mut self) {
        self.reads = true;
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        // A value that cannot be stored is refused, whether or not there is an item.
        let create = self.create.plan::<E, T>(None)?;
        let exists = |item: &Item| !is_expired(T::META, item, epoch_seconds(self.now));
        let plan = if self.reads && !before.as_ref().is_some_and(exists) {
            if self.update.requires_item() {
                return Err(Error::new(Kind::NotFound));
            }
            create
        } else {
            self.update.plan::<E, T>(None)?
        };
        Ok(Plan { before, ..plan })
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        let is_update = matches!(plan.changes.first(), Some(Change { effect: Effect::Update(_), .. }));
        let is_gone = |item: &Item| is_expired(T::META, item, failure.now);
        let verdict = if !is_update {
            self.create.refused::<E, T>(plan, failure)
        } else if failure.met.as_ref().is_none_or(is_gone) && !self.update.requires_item() {
            // After an ambiguous attempt too: there is no item now.
            Verdict::Failed(Error::new(Kind::NotFound))
        } else {
            self.update.refused::<E, T>(plan, failure)
        };
        let other = match verdict {
            Verdict::Failed(error) if self.is_other_way(&error) => {
                if self.reads {
                    return Verdict::Again;
                }
                if is_update { self.create.plan::<E, T>(None) } else { self.update.plan::<E, T>(None) }
            }
            verdict => return verdict,
        };
        match other {
            Ok(plan) if is_update => Verdict::Instead(Box::new(plan)),
            Ok(plan) => Verdict::Anew(Box::new(plan)),
            Err(error) => Verdict::Failed(error),
        }
    }
}

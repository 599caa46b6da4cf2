//! Storing an item over the one before.

use std::marker::PhantomData;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::ReturnValue;

use crate::client::TableClient;
use crate::codec::same::same;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::managed::PendingWrite;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::item::{Encoded, ItemKey};
use crate::schema::entity::EntityMeta;
use crate::schema::item::Item;
use crate::write::condition::{Checked, Conditions, conditions};
use crate::write::drive as write;
use crate::write::drive::{Failure, Verdict, Write};
use crate::write::lookups;
use crate::write::lookups::Guard;
use crate::write::malformed;
use crate::write::malformed::EvenIfMalformed;
use crate::write::plan::{Change, Plan};
use crate::write::request::Request;
use crate::write::returns::{NewValue, Old, Returns, Written};
use crate::write::version::Expected;

/// Stores an item, replacing the one with its key: `video.put()`. One `PutItem` request; with lookups or unique fields, a
/// consistent `GetItem` and a `TransactWriteItems` request, repeated (at most 10 times) when another writer
/// comes between. Prefer [`create`](crate::Entity::create) for new items: it needs no read.
///
/// The whole item is replaced: attributes that this program's struct does not have are gone.
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = ()> {
    value: Result<Encoded, Error>,
    conditions: Conditions,
    untouched: bool,
    entity: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Put<E, R> { value, conditions });

impl<E: Stored> Put<E> {
    pub(crate) fn new(value: &E) -> Self {
        let (value, conditions) = (Encoded::of(value), Conditions::default());
        Self { value, conditions, untouched: false, entity: PhantomData }
    }

    /// Gives back the item that was replaced, `None` if there was none.
    ///
    /// Without lookups and unique fields the request is not sent again after an answer that was lost, since it would return what
    /// it has stored itself: the error [says](Error::is_outcome_unknown) that the outcome is not known.
    pub fn returning_old(self) -> Put<E, Old> {
        self.returning()
    }

    /// Gives back the value as it is stored: with its version and the times that were filled in, so that it can be
    /// written again. It is known here; nothing more is read.
    pub fn returning_new(self) -> Put<E, NewValue> {
        self.returning()
    }

    /// Replaces the item also if it is malformed. Without this a malformed item is
    /// [an error](Error::is_malformed_item) where the entity has lookups or unique fields, since the copies and markers to remove
    /// are those of the item before.
    ///
    /// Removes the copies and markers whose keys the attributes of the item still tell. [`PossibleStrays`] names the
    /// others.
    ///
    /// [`PossibleStrays`]: crate::write::malformed::PossibleStrays
    pub fn even_if_malformed(self) -> Put<E, EvenIfMalformed> {
        self.returning()
    }

    fn returning<R>(self) -> Put<E, R> {
        let Self { value, conditions, untouched, .. } = self;
        Put { value, conditions, untouched, entity: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Put<E, R> {
    conditions!();

    /// Stores the `#[entity(updated_at)]` field as the value has it.
    pub fn untouched(mut self) -> Self {
        self.untouched = true;
        self
    }

    pub(super) fn into_write(self, now: SystemTime) -> Result<Replacement<E, R>, Error> {
        let (value, conditions) = (self.value?, self.conditions.check()?);
        let write = PendingWrite::replacing(now).keeping_updated_at(self.untouched);
        let (version, value) = (Expected::of(&value), value.with_managed_fields(&write)?);
        Ok(Replacement { value, version, conditions, entity: PhantomData })
    }

    /// The first request, as it would be sent: with lookups or unique fields that is the consistent read.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, or the item too large.
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        write::first_request(table, &self.into_write(table.now())?)
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, the item too large, its version another than the value's
    /// ([`Error::is_version_conflict`]), a condition not fulfilled
    /// ([`Error::is_condition_failed`], [`Error::is_not_found`]), the key held by an item of another type
    /// ([`Error::is_held_by_other`]), another item has the value of a unique field or the key of a unique lookup
    /// ([`Error::is_unique_violation`]), other writers came between in every attempt
    /// ([`Error::is_conflict`]), or the request failed. Nothing was written then, unless
    /// [`is_outcome_unknown`](Error::is_outcome_unknown) says that this is not known.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<R::Output, Error>> + Send + use<E, R, T> {
        let table = table.clone();
        async move { write::send(&table, &self.into_write(table.now())?).await }
    }
}

/// The write of an item over the one before.
pub(crate) struct Replacement<E, R> {
    value: Encoded,
    version: Option<Expected>,
    conditions: Checked,
    entity: PhantomData<fn() -> (E, R)>,
}

impl<E: Stored, R: Returns<E>, T: Holds<E>> Write<T> for Replacement<E, R> {
    type Output = R::Output;

    fn entity(&self) -> &'static EntityMeta {
        E::ENTITY
    }

    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn reads(&self) -> bool {
        E::ENTITY.has_satellites()
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.value)
    }

    fn plan(&self, before: Option<Item>) -> Result<Plan, Error> {
        if !E::ENTITY.has_satellites() {
            let version = self.version.as_ref().map(Expected::condition);
            let own = Expr::all([lookups::unless_other::<E, T>(), version]);
            let condition = self.conditions.with(T::META, own);
            let change = Change::Put { item: self.value.item(T::META, 0, None)?, condition };
            return Ok(Plan { returns: asks::<E, R>(), ..Plan::blind(vec![change]) });
        }
        if let Some(version) = &self.version {
            version.check(before.as_ref())?;
        }
        let guard = Guard::of(T::META, E::ENTITY, before.as_ref());
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let item = self.value.item(T::META, 0, guard.revision)?;
        let mut plan = Plan::blind(vec![Change::Put { item, condition }]);
        let key = self.value.key();
        malformed::plan_satellites::<E, T, R>(before.as_ref(), key, Some(&self.value), &mut plan)?;
        // Sent alone and again after a lost answer, it would return what it has left itself.
        Ok(Plan { before, transaction: asks::<E, R>().is_some(), ..plan })
    }

    fn output(&self, plan: &Plan, returned: Option<Item>) -> Result<R::Output, Error> {
        let item = match plan.changes.first() {
            Some(Change::Put { item, .. }) if R::ASKED == Some(ReturnValue::AllNew) => Some(item.clone()),
            _ => returned.or_else(|| plan.before.clone()),
        };
        R::output::<T>(item, Written::default())
    }

    fn refused(&self, plan: &Plan, failure: Failure) -> Verdict<R::Output> {
        if E::ENTITY.has_satellites() {
            return lookups::refused::<E, T, _>(&self.conditions, plan, failure);
        }
        if let (true, Some(met), Some(Change::Put { item, .. })) =
            (failure.lost_answer, &failure.met, plan.changes.first())
            && same(met, item)
        {
            // What is there is what was sent. It is never sent twice where the one before is asked for.
            let output = Write::<T>::output(self, plan, None);
            return output.map_or_else(|error| Verdict::Failed(error.written()), Verdict::Done);
        }
        Verdict::Failed(self.conditions.failed_of_version::<E, T>(self.version.as_ref(), failure))
    }
}

/// What the request is told to give back: the new item is known.
fn asks<E, R: Returns<E>>() -> Option<ReturnValue> {
    R::ASKED.filter(|asked| *asked == ReturnValue::AllOld)
}

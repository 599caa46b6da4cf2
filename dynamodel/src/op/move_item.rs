//! Giving an item another primary key.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::clock::epoch_seconds;
use crate::error::{Error, Kind};
use crate::expr::{Expr, condition::IntoCondition};
use crate::item::{
    Encoded, ItemKey,
    managed::PendingWrite,
    stored::Stored,
    table::Holds,
    ttl::{self, is_expired},
};
use crate::schema::item::Item;
use crate::write::{
    Change, Conditions, Draft, Expected, Failure, Guard, MAX_COMPARED, Plan, Request, Unchanged, UnknownKey,
    Verdict, Write, already_exists, decoded, exists_condition, first_revision, guard, held_by_other,
    is_other, satellites, send,
};

/// Gives an item another primary key: `video.move_to(&changed)` removes the item of `video` and stores `changed`.
///
/// One `TransactWriteItems` request, at twice the write capacity of both items. With lookups, a consistent `GetItem` before
/// it, repeated (at most 10 times) if another writer comes between.
///
/// The item must still be as `video` is, in its version and in every field; and no item may have the new key. An item that
/// another program has stored in another form is [compared as it decodes](crate::guide::updates). Attributes that this
/// program's struct does not have are lost.
#[must_use = "an operation does nothing until it is sent"]
pub struct Move<E> {
    raw: Draft<Encoded>,
    to: Result<Encoded, Error>,
    typed: PhantomData<fn() -> E>,
}

crate::codec::debug::debug!(Move<E> { raw, to });
crate::write::operation::operation!(Move<E>(now); "comment(7, 1).move_to(&comment(8, 1))");

impl<E: Stored> Move<E> {
    pub(crate) fn new(from: &E, to: &E) -> Self {
        Self { raw: Draft::of_value(from), to: Encoded::of(to), typed: PhantomData }
    }

    /// Requires the stored item to meet this condition as well. Otherwise the error is a
    /// [failed condition](Error::is_condition_failed), which has the [item](Error::met).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 1);
    /// let moved = Comment { video_id: 8, ..comment.clone() };
    /// comment.move_to(&moved).condition(Comment::FIELDS.likes.eq(0)).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn condition<K>(mut self, condition: impl IntoCondition<E, K>) -> Self {
        self.raw.require(condition.into_condition());
        self
    }

    pub(crate) fn into_write(self, now: SystemTime) -> Result<Moving, Error> {
        let (from, options, _) = self.raw.finish()?;
        let mut to = self.to?;
        if from.key() == to.key() {
            return Err(Error::new(Kind::KeyUnchanged).entity_is(E::ENTITY.name).item_key_is(from.key()));
        }
        to.set_managed_fields(&PendingWrite::changing(now))?;
        Ok(Moving { version: Expected::of_value(&from), from, to, now, conditions: options.conditions })
    }

    /// Returns the first request, as it would be sent: with lookups the consistent read.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, both keys are equal, or the item is too large.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 1);
    /// let moved = Comment { video_id: 8, ..comment.clone() };
    /// println!("{:?}", comment.move_to(&moved).request(&table)?);
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the requests.
    ///
    /// # Errors
    ///
    /// - A key or a condition is invalid, or both keys are equal ([`Error::is_invalid_key`]).
    /// - The item does not exist ([`Error::is_not_found`]), or has changed since it was loaded ([`Error::is_conflict`],
    ///   [`Error::is_version_conflict`]).
    /// - An item has the new key ([`Error::is_already_exists`]).
    /// - The item has an index key without the attributes that it is made of ([`Error::is_unknown_index_key`]).
    /// - A condition is not met ([`Error::is_condition_failed`]), or a request failed.
    ///
    /// Nothing was written then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 1);
    /// let moved = Comment { video_id: 8, ..comment.clone() };
    /// comment.move_to(&moved).send(&table).await?;
    /// assert_eq!(Comment::get(8, 1).send(&table).await?, Some(moved));
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<()> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, ()>(self.alone(&table)?).await })
    }
}

/// The removal of one item and the write of another.
pub(crate) struct Moving {
    from: Encoded,
    to: Encoded,
    version: Option<Expected>,
    now: SystemTime,
    conditions: Conditions,
}

impl Moving {
    /// Checks that the item exists and has the version that was loaded.
    fn check<E: Stored, T: Holds<E>>(&self, item: Option<&Item>) -> Result<(), Error> {
        let item = item.filter(|item| !is_expired(T::META, *item, epoch_seconds(self.now)));
        let item = item.ok_or_else(|| Error::new(Kind::NotFound))?;
        if is_other::<E, T>(item) {
            return Err(held_by_other(T::META, item));
        }
        self.version.as_ref().map_or(Ok(()), |version| version.check(Some(item)))
    }

    /// Guards the item as it was loaded. A version alone does not: an item that was removed and created again has the
    /// versions of the one before.
    fn loaded<E, T: Holds<E>>(&self) -> Result<Unchanged, Error> {
        let without_key = UnknownKey::possible(&self.from, T::META);
        Ok(Unchanged::whole(&self.from, T::META)?.and_absent(without_key))
    }

    fn plan_alone<E: Stored, T: Holds<E>>(
        &self,
        unchanged: &Unchanged,
        met: Option<Item>,
    ) -> Result<Plan, Error> {
        let version = self.version.as_ref().map(Expected::condition);
        let compared = match unchanged.len() {
            count if count <= MAX_COMPARED => unchanged.condition(),
            _ if version.is_some() => None,
            count => return Err(Error::new(Kind::TooManyCompared { count, limit: MAX_COMPARED })),
        };
        self.plan_guarded::<E, T>(Expr::all([Some(exists_condition::<E, T>()), version, compared]), met)
    }

    fn plan_guarded<E: Stored, T: Holds<E>>(
        &self,
        guard: Option<Expr>,
        before: Option<Item>,
    ) -> Result<Plan, Error> {
        UnknownKey::refuse::<E, T>(before.as_ref())?;
        let condition = self.conditions.with(T::META, guard);
        let removal = Change::delete(self.from.key().attributes(T::META)?, condition);
        let new = self.to.item(T::META, 0, first_revision(E::ENTITY))?;
        let mut plan = Plan::new(vec![removal, Change::put(new, Some(ttl::absent(T::META)))]);
        satellites::plan_satellites(Some(&self.from), Some(&self.to), T::META, &mut plan)?;
        Ok(Plan { before, ..plan })
    }

    /// Returns the plan that replaces one whose condition has met this item. `None` if the guard was met.
    fn plan_anew<E: Stored, T: Holds<E>>(&self, plan: &Plan, met: &Item) -> Result<Option<Plan>, Error> {
        let guard = self.loaded::<E, T>()?.anew::<E, T>(plan, met)?;
        guard.map(|guard| self.plan_alone::<E, T>(&guard, Some(met.clone()))).transpose()
    }
}

impl Write for Moving {
    fn key(&self) -> &ItemKey {
        self.from.key()
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.to)
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        let loaded = self.loaded::<E, T>()?;
        if !E::ENTITY.has_satellites() {
            return self.plan_alone::<E, T>(&loaded, None);
        }
        self.check::<E, T>(before.as_ref())?;
        let value = decoded::<E, T>(before.as_ref())?.ok_or_else(|| Error::new(Kind::NotFound))?;
        if !loaded.is_met_by_decoded(&value, T::META)? {
            return Err(Error::new(Kind::Changed));
        }
        let guard = Guard::new(T::META, E::ENTITY, before.as_ref()).condition;
        self.plan_guarded::<E, T>(Some(guard), before)
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if failure.position == 1 {
            return Verdict::Failed(already_exists(T::META, failure.met).item_key_is(self.to.key()));
        }
        if E::ENTITY.has_satellites() {
            return guard::refused::<E, T>(&self.conditions, plan, failure);
        }
        let anew = self.check::<E, T>(failure.met.as_ref()).and_then(|()| match &failure.met {
            Some(met) => self.plan_anew::<E, T>(plan, met),
            None => Ok(None),
        });
        match anew {
            Ok(Some(plan)) => Verdict::Anew(Box::new(plan)),
            Ok(None) => Verdict::Failed(self.conditions.failed_on_existing::<E, T>(failure)),
            Err(error) => Verdict::Failed(error),
        }
    }
}

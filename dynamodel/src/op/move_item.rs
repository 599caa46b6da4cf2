//! Giving an item another primary key.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::clock::epoch_seconds;
use crate::error::{Error, Kind};
use crate::expr::{Action, condition::IntoCondition};
use crate::item::{
    Encoded, ItemKey, apply, is_other_form, known_to,
    managed::PendingWrite,
    rewrite, stale,
    stored::Stored,
    table::Holds,
    ttl::{self, is_expired},
};
use crate::schema::{entity::EntityMeta, item::Item};
use crate::write::{
    Change, Conditions, Draft, Expected, Failure, Guard, KnownOutput, NewItem, Plan, Request, Returns,
    Unchanged, UnknownKey, Verdict, Write, alias, already_exists, decoded, first_revision, guard,
    held_by_other, is_other, satellites, send,
};

/// Gives an item another primary key: `video.move_to(&changed)` removes the item of `video` and stores `changed`.
///
/// A consistent `GetItem` and one `TransactWriteItems` request, at the read capacity of the item and twice the write capacity of
/// both items. Both are repeated (at most 10 times) if another writer comes between.
///
/// The item must still be as `video` is, in its version and in every field; and no item may have the new key. An item that
/// another program has stored in another form is [compared as it decodes](crate::guide::updates).
///
/// Attributes that this program's struct does not have move along, and so do unknown members of nested structs. Keys of the
/// entity's indexes that `changed` does not have are left out. A new attribute is lost if another program adds it between both
/// requests under a name that neither the item nor the table has, without raising the version.
#[must_use = "an operation does nothing until it is sent"]
pub struct Move<E, R = ()> {
    raw: Draft<Encoded>,
    to: Result<Encoded, Error>,
    typed: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Move<E, R> { raw, to });
crate::write::operation::operation!(Move<E, R: Returns<E>, KnownOutput>(now); "comment(7, 1).move_to(&comment(8, 1))");

impl<E: Stored> Move<E> {
    pub(crate) fn new(from: &E, to: &E) -> Self {
        Self { raw: Draft::of_value(from), to: Encoded::of(to), typed: PhantomData }
    }

    /// Returns the value as it is stored under the new key, with its version and times, so that it can be updated.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let comment = comment(7, 1);
    /// let moved = Comment { video_id: 8, ..comment.clone() };
    /// let stored = comment.move_to(&moved).returning_new().send(&table).await?;
    /// assert_eq!(stored, moved);
    /// # Ok(()) });
    /// ```
    pub fn returning_new(self) -> Move<E, NewItem> {
        Move { raw: self.raw, to: self.to, typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Move<E, R> {
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

    /// Returns the first request, as it would be sent: the consistent read.
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
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Output> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, R>(self.alone(&table)?).await })
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

    /// Returns the item under the new key: the stored item with the changes that make the one value of the other.
    fn moved<E: Stored, T: Holds<E>>(&self, stored: &Item, before: &Encoded) -> Result<Item, Error> {
        let old = before.item(T::META, 0, None)?;
        let new = self.to.item(T::META, 0, first_revision(E::ENTITY))?;
        let mut actions = rewrite(&known_to(stored, &old, &new), &old, &new);
        let stale = stale::<E>(stored, T::META, self.to.attributes())?;
        // A value under an older name is written under the field's own.
        let is_renamed = |action: &Action| stale.iter().any(|path| action.path().overlaps(path));
        actions
            .retain(|action| is_renamed(action) || !is_other_form(action.path(), stored, before, &self.to));
        alias::remove_found(&stale, &mut actions);
        let mut moved = stored.clone();
        apply(&actions, &mut moved)?;
        for name in UnknownKey::own_attributes(E::ENTITY, T::META).filter(|name| !new.contains_key(*name)) {
            moved.remove(name);
        }
        Ok(moved)
    }

    fn plan_stored<E: Stored, T: Holds<E>>(&self, stored: Item) -> Result<Plan, Error> {
        UnknownKey::refuse::<E, T>(Some(&stored))?;
        let before = decoded::<E, T>(Some(&stored))?.ok_or_else(|| Error::new(Kind::NotFound))?;
        if !Unchanged::whole(&self.from, T::META)?.is_met_by_decoded(&before, T::META)? {
            return Err(Error::new(Kind::Changed));
        }
        let guard = Guard::against_foreign(T::META, E::ENTITY, &stored)?.condition;
        let condition = self.conditions.with(T::META, Some(guard));
        let removal = Change::delete(self.from.key().attributes(T::META)?, condition);
        let moved = self.moved::<E, T>(&stored, &before)?;
        let mut plan = Plan::new(vec![removal, Change::put(moved.clone(), Some(ttl::absent(T::META)))]);
        satellites::plan_satellites(Some(&self.from), Some(&self.to), T::META, &mut plan)?;
        Ok(Plan { before: Some(stored), after: Some(moved), ..plan })
    }
}

impl Write for Moving {
    fn key(&self) -> &ItemKey {
        self.from.key()
    }

    /// Attributes that the struct does not have move along.
    fn reads(&self, _entity: &EntityMeta) -> bool {
        true
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.to)
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        self.check::<E, T>(before.as_ref())?;
        self.plan_stored::<E, T>(before.ok_or_else(|| Error::new(Kind::NotFound))?)
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if failure.position == 1 {
            return Verdict::Failed(already_exists(T::META, failure.met).item_key_is(self.to.key()));
        }
        guard::refused::<E, T>(&self.conditions, plan, failure)
    }
}

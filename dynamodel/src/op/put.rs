//! Storing or replacing an item.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::codec::spare::Spare;
use crate::error::Error;
use crate::expr::{Expr, condition::IntoCondition};
use crate::item::{
    Encoded, ItemKey,
    managed::PendingWrite,
    stored::{Stored, Versioned},
    table::Holds,
};
use crate::schema::item::Item;
use crate::write::{
    Change, Conditions, Draft, EvenIfMalformed, Expected, Failure, Guard, KnownOutput, NewItem, OldItem,
    Plan, Request, ReturnKind, Returns, Verdict, Write, guard, malformed, send,
};

/// Stores an item, or replaces the one with its key: `video.put()`.
///
/// One `PutItem` request. With lookups or unique fields, a consistent `GetItem` and a `TransactWriteItems` request,
/// repeated (at most 10 times) if another writer comes between. Prefer [`create`](crate::entity::Entity::create) for new items: it
/// reads nothing.
///
/// The whole item is replaced: attributes that this program's struct does not have are lost. In a table with a type
/// attribute, an item of another type, or without one, is [not replaced](crate::guide::tables#type-attribute).
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = ()> {
    raw: Draft<Encoded>,
    typed: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Put < E, R > { raw });
crate::write::operation::operation!(Put<E, R: Returns<E>, KnownOutput>(now); "comment(8, 1).put()");

impl<E: Stored> Put<E> {
    pub(crate) fn new(value: &E) -> Self {
        Self { raw: Draft::of_value(value), typed: PhantomData }
    }

    /// Returns the item that was replaced, `None` if there was none.
    ///
    /// Without lookups and unique fields the request is not retried after an ambiguous attempt, since it would return the
    /// item it has stored itself: the outcome is then [unknown](Error::is_outcome_unknown).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let replaced = comment(7, 1).put().returning_old().send(&table).await?;
    /// assert_eq!(replaced, Some(comment(7, 1)));
    /// # Ok(()) });
    /// ```
    pub fn returning_old(self) -> Put<E, OldItem> {
        self.returning()
    }

    /// Returns the value as it is stored, with its version and times, so that it can be updated. Nothing more is read.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let stored = note.put().returning_new().send(&table).await?;
    /// assert_eq!(stored.version, 1);
    /// # Ok(()) });
    /// ```
    pub fn returning_new(self) -> Put<E, NewItem> {
        self.returning()
    }

    /// Replaces the item even if it is malformed or has [no type](Error::is_untyped). Otherwise a malformed item is
    /// [an error](Error::is_malformed_item) if the entity has lookups or unique fields, since the copies and markers to
    /// remove are those of the item before.
    ///
    /// Removes the copies and markers whose keys the attributes of the item still tell. [`PossibleStrays`] names the
    /// others.
    ///
    /// [`PossibleStrays`]: crate::op::PossibleStrays
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let strays = user().put().even_if_malformed().send(&table).await?;
    /// assert!(strays.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn even_if_malformed(self) -> Put<E, EvenIfMalformed> {
        self.returning()
    }

    fn returning<R>(self) -> Put<E, R> {
        Put { raw: self.raw, typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Put<E, R> {
    /// Requires the stored item to meet this condition as well. Otherwise the error is a
    /// [failed condition](Error::is_condition_failed), which has the [item](Error::met).
    ///
    /// If there is no item, no attribute exists: `not_exists` and `ne` are met.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let unliked = Comment::FIELDS.likes.eq(0);
    /// comment(7, 1).put().condition(unliked).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn condition<K>(mut self, condition: impl IntoCondition<E, K>) -> Self {
        self.raw.require(condition.into_condition());
        self
    }

    /// Requires that an item exists; otherwise the error is [not found](Error::is_not_found).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = comment(7, 4).put().must_exist().send(&table).await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # Ok(()) });
    /// ```
    pub fn must_exist(mut self) -> Self {
        self.raw.options.conditions.must_exist = true;
        self
    }

    /// Stores the `#[entity(updated_at)]` field as it is in the value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::UNIX_EPOCH;
    ///
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: UNIX_EPOCH };
    /// let stored = note.put().keep_updated_at().returning_new().send(&table).await?;
    /// assert_eq!(stored.updated_at, UNIX_EPOCH);
    /// # Ok(()) });
    /// ```
    pub fn keep_updated_at(mut self) -> Self {
        self.raw.options.keep_updated_at = true;
        self
    }

    /// Requires the stored item to have this version, such as that of an `If-Match` header, in place of the version of the
    /// value. Otherwise, and if there is no item, the error is a [version conflict](Error::is_version_conflict). The item is
    /// stored with the next version. Version 0 requires that there is no item, or one without a version.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// note.create().send(&table).await?;
    ///
    /// let stored = note.put().expect_version(1).returning_new().send(&table).await?;
    /// assert_eq!(stored.version, 2);
    /// let error = note.put().expect_version(1).send(&table).await.unwrap_err();
    /// assert!(error.is_version_conflict());
    /// # Ok(()) });
    /// ```
    pub fn expect_version(mut self, version: E::Version) -> Self
    where
        E: Versioned,
    {
        self.raw.expect_version(version);
        self
    }

    pub(super) fn into_write(self, now: SystemTime) -> Result<Replacement, Error> {
        let (mut value, options, _) = self.raw.finish()?;
        if let Some(version) = options.version {
            value.set_version(version);
        }
        let version = Expected::of_value(&value);
        let write = PendingWrite::replacing(now).keeping_updated_at(options.keep_updated_at);
        value.set_managed_fields(&write)?;
        Ok(Replacement { version, value, conditions: options.conditions, returns: R::KIND, in_batch: false })
    }

    /// Returns the first request, as it would be sent: with lookups or unique fields the consistent read.
    ///
    /// # Errors
    ///
    /// A key or a condition is invalid, or the item is too large.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = comment(7, 1).put().request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the requests.
    ///
    /// # Errors
    ///
    /// - The stored item has another version than the value ([`Error::is_version_conflict`]).
    /// - A condition is not met ([`Error::is_condition_failed`], [`Error::is_not_found`]).
    /// - An item of another entity has the key ([`Error::is_held_by_other`]), or one without a type
    ///   ([`Error::is_untyped`]).
    /// - Another item has the value of a unique field or lookup ([`Error::is_unique_violation`]).
    /// - Other writers came between in every attempt ([`Error::is_conflict`]).
    /// - A key or a condition is invalid, the item is too large, or a request failed.
    ///
    /// Nothing was written then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let edited = Comment { text: "edited".to_owned(), ..comment(7, 1) };
    /// edited.put().send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Output> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, R>(self.alone(&table)?).await })
    }
}

/// The replacement of an item.
pub(crate) struct Replacement {
    value: Encoded,
    version: Option<Expected>,
    conditions: Conditions,
    returns: ReturnKind,
    in_batch: bool,
}

impl Replacement {
    /// Makes it a part of a batch, which takes no conditions.
    pub(super) fn in_batch(self) -> Self {
        Self { in_batch: true, ..self }
    }

    fn plan_alone<E: Stored, T: Holds<E>>(&self, item: (Item, Option<Arc<Spare>>)) -> Plan {
        let version = self.version.as_ref().map(Expected::condition);
        let own = Expr::all([guard::unless_other::<E, T>(self.returns.accepts(self.in_batch)), version]);
        Plan::new(vec![Change::put_with(item, self.conditions.with(T::META, own))])
    }

    fn plan_with_satellites<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        if let Some(version) = &self.version {
            version.check(before.as_ref())?;
        }
        let guard = Guard::new(T::META, E::ENTITY, before.as_ref());
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let item = self.value.item(T::META, 0, guard.revision)?;
        let mut plan = Plan::new(vec![Change::put(item, condition)]);
        let after = Some(&self.value);
        malformed::plan_satellites::<E, T>(self.returns, before.as_ref(), self.key(), after, &mut plan)?;
        // A retry of a single request would return the item that it has stored itself.
        Ok(Plan { before, transaction: self.returns == ReturnKind::Old, ..plan })
    }

    fn with_returns(&self, plan: Plan) -> Plan {
        // The new item is known.
        let after = plan.changes.first().filter(|_| self.returns == ReturnKind::New);
        let returns = self.returns.return_values().filter(|_| self.returns == ReturnKind::Old);
        Plan { after: after.map(|change| change.item.clone()), returns, ..plan }
    }
}

impl Write for Replacement {
    fn key(&self) -> &ItemKey {
        self.value.key()
    }

    fn stores(&self) -> Option<&Encoded> {
        Some(&self.value)
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        let plan = if E::ENTITY.has_satellites() {
            self.plan_with_satellites::<E, T>(before)?
        } else {
            self.plan_alone::<E, T>((self.value.item(T::META, 0, None)?, None))
        };
        Ok(self.with_returns(plan))
    }

    fn plan_first<E: Stored, T: Holds<E>>(&mut self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self.plan::<E, T>(before);
        }
        let item = self.value.take_item(T::META)?;
        Ok(self.with_returns(self.plan_alone::<E, T>(item)))
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if E::ENTITY.has_satellites() {
            return guard::refused::<E, T>(&self.conditions, plan, failure);
        }
        match &failure.met {
            // The stored item is the one that was sent. A request that returns the old item is never sent twice.
            Some(met) if failure.after_ambiguous && plan.stores(met) => Verdict::Done(None),
            _ => Verdict::Failed(self.conditions.failed_on_version::<E, T>(self.version.as_ref(), failure)),
        }
    }
}

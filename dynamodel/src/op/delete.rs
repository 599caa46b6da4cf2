//! Removing an item.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::client::{Sending, TableClient};
use crate::clock::epoch_seconds;
use crate::error::{Error, Kind};
use crate::expr::{Expr, condition::Condition};
use crate::item::{
    Encoded, ItemKey,
    key::Key,
    stored::{Stored, Versioned},
    table::Holds,
    ttl::is_expired,
};
use crate::schema::item::Item;
use crate::write::{
    Change, Conditions, Draft, EvenIfMalformed, Expected, Failure, Guard, MAX_COMPARED, NoOutput, OldItem,
    Plan, Request, ReturnKind, Returns, Subject, Unchanged, Verdict, Write, decoded, guard, is_other,
    malformed, satellites, send,
};

/// Removes an item if it exists: `Video::delete(7)` or `video.delete()`.
///
/// One `DeleteItem` request. With lookups or unique fields, a `TransactWriteItems` request, repeated (at most 10 times) if
/// another writer comes between. By key, or to return the old item, a consistent `GetItem` comes before it.
#[must_use = "an operation does nothing until it is sent"]
pub struct Delete<E, R = ()> {
    /// The key, or the value if its entity has versions, lookups or unique fields.
    raw: Draft<Subject>,
    typed: PhantomData<fn() -> (E, R)>,
}

crate::codec::debug::debug!(Delete < E, R > { raw });
crate::write::operation::operation!(Delete<E, R: Returns<E>, NoOutput>(now); "Comment::delete(7, 1)");

impl<E: Stored> Delete<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { raw: Draft::by_key(key), typed: PhantomData }
    }

    /// Removes the item of a value, if it still has that version.
    pub(crate) fn of_value(value: &E) -> Self {
        if E::ENTITY.version().is_some() {
            return Self { raw: Draft::loaded(value), typed: PhantomData };
        }
        // The value tells the keys of its copies and markers, unless it is one that cannot be stored.
        let loaded = E::ENTITY.has_satellites().then(|| Draft::loaded(value));
        match loaded.filter(|draft| draft.subject().is_some()) {
            Some(raw) => Self { raw, typed: PhantomData },
            None => Self::new(Key::of(value)),
        }
    }

    /// Returns the item that was removed, `None` if there was none.
    ///
    /// Without lookups and unique fields the request is not retried after an ambiguous attempt, since there is no item to
    /// return then: the outcome is [unknown](Error::is_outcome_unknown).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let removed = Comment::delete(7, 1).returning_old().send(&table).await?;
    /// assert_eq!(removed, Some(comment(7, 1)));
    /// # Ok(()) });
    /// ```
    pub fn returning_old(self) -> Delete<E, OldItem> {
        self.returning()
    }

    /// Removes the item even if it is malformed. Otherwise a malformed item is
    /// [an error](Error::is_malformed_item) if the entity has lookups or unique fields, since the copies and markers to
    /// remove are those of the item.
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
    /// let strays = User::delete(3).even_if_malformed().send(&table).await?;
    /// assert!(strays.is_empty());
    /// # Ok(()) });
    /// ```
    pub fn even_if_malformed(self) -> Delete<E, EvenIfMalformed> {
        self.returning()
    }

    fn returning<R>(self) -> Delete<E, R> {
        Delete { raw: self.raw, typed: PhantomData }
    }
}

impl<E: Stored, R: Returns<E>> Delete<E, R> {
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
    /// Comment::delete(7, 1).condition(unliked).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn condition<K>(mut self, condition: Condition<E, K>) -> Self {
        self.raw.require(condition);
        self
    }

    /// Requires that an item exists; otherwise the error is [not found](Error::is_not_found).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = Comment::delete(7, 4).must_exist().send(&table).await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # Ok(()) });
    /// ```
    pub fn must_exist(mut self) -> Self {
        self.raw.options.conditions.must_exist = true;
        self
    }

    /// Requires an item with this version, such as that of an `If-Match` header. Otherwise the error is a
    /// [version conflict](Error::is_version_conflict); a missing item is [not found](Error::is_not_found).
    ///
    /// A delete of a loaded value already requires the loaded version. If the two differ, the conflict is reported before
    /// anything is sent, so load the value with [`consistent`](crate::op::Get::consistent).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// note.create().send(&table).await?;
    ///
    /// let error = Note::delete(1).expect_version(2).send(&table).await.unwrap_err();
    /// assert!(error.is_version_conflict());
    /// Note::delete(1).expect_version(1).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn expect_version(mut self, version: E::Version) -> Self
    where
        E: Versioned,
    {
        self.raw.expect_version(version);
        self.must_exist()
    }

    pub(super) fn into_write(self, now: SystemTime) -> Result<Removal, Error> {
        let (subject, options, _) = self.raw.finish()?;
        let version = match &subject {
            Subject::Key(_) => Expected::of_caller(E::ENTITY, options.version),
            Subject::Loaded(value) => Expected::of_loaded(value, options.version)?,
        };
        Ok(Removal { subject, version, conditions: options.conditions, returns: R::KIND, read: None, now })
    }

    /// Returns the first request, as it would be sent: with lookups or unique fields the transaction, or by key the
    /// consistent read.
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Comment::delete(7, 1).request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the requests. A missing item is no error, unless it [must exist](Self::must_exist).
    ///
    /// # Errors
    ///
    /// - The stored item has another version than the value ([`Error::is_version_conflict`]), or another value in that
    ///   version ([`Error::is_conflict`]).
    /// - A condition is not met ([`Error::is_condition_failed`], [`Error::is_not_found`]).
    /// - An item of another entity has the key ([`Error::is_held_by_other`]).
    /// - Other writers came between in every attempt ([`Error::is_conflict`]).
    /// - The key or a condition is invalid, or a request failed.
    ///
    /// Nothing was removed then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Comment::delete(7, 1).send(&table).await?;
    /// assert_eq!(Comment::get(7, 1).send(&table).await?, None);
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<R::Output> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, R>(self.alone(&table)?).await })
    }
}

/// The removal of an item, its copies and its markers.
pub(crate) struct Removal {
    subject: Subject,
    /// The version of the loaded value, or else the one that the caller has set.
    version: Option<Expected>,
    conditions: Conditions,
    returns: ReturnKind,
    /// The item as a query has read it.
    read: Option<Item>,
    now: SystemTime,
}

impl Removal {
    /// Removes the item that a query has read.
    pub(super) fn of_read(self, item: Option<Item>) -> Self {
        Self { read: item, ..self }
    }

    fn loaded(&self) -> Option<&Encoded> {
        match &self.subject {
            Subject::Loaded(value) => Some(value),
            Subject::Key(_) => None,
        }
    }

    /// Checks that an item that was read is as it was loaded, or has the version that the caller has set. There may be none.
    fn check<E: Stored, T: Holds<E>>(&self, before: Option<&Item>) -> Result<(), Error> {
        let (Some(version), Some(item)) = (&self.version, before) else { return Ok(()) };
        if self.loaded().is_none() {
            let is_own = !is_expired(T::META, item, epoch_seconds(self.now)) && !is_other::<E, T>(item);
            return if is_own { version.check(before) } else { Ok(()) };
        }
        version.check(before)?;
        let value = decoded::<E, T>(before).ok().flatten();
        let is_loaded = |value: &Encoded| self.unchanged::<T, E>()?.is_met_by_decoded(value, T::META);
        let is_unchanged = value.as_ref().map_or(Ok(true), is_loaded)?;
        if is_unchanged { Ok(()) } else { Err(Error::new(Kind::Changed)) }
    }

    /// Returns the guard beside the version. An item that was removed and created again starts with the same version.
    fn unchanged<T: Holds<E>, E>(&self) -> Result<Unchanged, Error> {
        let unchanged = self.loaded().map(|loaded| Unchanged::whole(loaded, T::META)).transpose()?;
        Ok(unchanged.filter(|unchanged| unchanged.len() <= MAX_COMPARED).unwrap_or_default())
    }

    fn plan_alone<E: Stored, T: Holds<E>>(
        &self,
        unchanged: &Unchanged,
        met: Option<Item>,
    ) -> Result<Plan, Error> {
        let version = self.version.as_ref().map(Expected::condition);
        let loaded = Expr::all([version, unchanged.condition()]);
        let may_be_absent = |loaded| Expr::Or(vec![Expr::absent(T::META.pk.name), loaded]);
        let loaded = if self.conditions.must_exist { loaded } else { loaded.map(may_be_absent) };
        let own = Expr::all([guard::unless_other::<E, T>(), loaded]);
        let condition = self.conditions.with(T::META, own);
        let change = Change::delete(self.key().attributes(T::META)?, condition);
        Ok(Plan { returns: self.returns.return_values(), before: met, ..Plan::new(vec![change]) })
    }

    fn plan_with_satellites<E: Stored, T: Holds<E>>(
        &self,
        before: Option<Item>,
        guard: impl FnOnce(Option<&Item>) -> Guard,
    ) -> Result<Plan, Error> {
        if before.is_none() && self.conditions.is_empty() {
            return Ok(Plan::default());
        }
        self.check::<E, T>(before.as_ref())?;
        let key = self.key().attributes(T::META)?;
        let guard = guard(before.as_ref());
        let condition = self.conditions.with(T::META, Some(guard.condition));
        let mut plan = Plan::new(vec![Change::delete(key, condition)]);
        malformed::plan_satellites::<E, T>(self.returns, before.as_ref(), self.key(), None, &mut plan)?;
        // A retry of a single request would find no item to return.
        Ok(Plan { before, transaction: self.returns == ReturnKind::Old, ..plan })
    }

    /// Plans the removal of the item that a query has read, or else of the loaded value.
    fn plan_assumed<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        if self.returns != ReturnKind::Nothing {
            return Ok(None);
        }
        if let Some(read) = &self.read {
            let plan = self.plan_as_stored::<E, T>(Some(read.clone())).ok();
            return Ok(plan.map(|plan| Plan { assumes: true, ..plan }));
        }
        let Some(loaded) = self.loaded() else { return Ok(None) };
        let assumed = Unchanged::assumed_keys(loaded, T::META).ok().flatten();
        let Some(assumed) = assumed else { return Ok(None) };
        let version = self.version.as_ref().map(Expected::condition);
        let exists = Some(Expr::Exists(T::META.pk.name.into()));
        let condition = self.conditions.with(T::META, Expr::all([exists, version, assumed.condition()]));
        let mut plan = Plan::new(vec![Change::delete(self.key().attributes(T::META)?, condition)]);
        satellites::plan_satellites(Some(loaded), None, T::META, &mut plan)?;
        Ok(Some(Plan { transaction: true, assumes: true, ..plan }))
    }

    /// Plans the removal of an item, guarded by all its attributes.
    fn plan_as_stored<E: Stored, T: Holds<E>>(&self, stored: Option<Item>) -> Result<Plan, Error> {
        self.plan_with_satellites::<E, T>(stored, |stored| match stored {
            Some(stored) => Guard::whole(T::META, E::ENTITY, stored),
            None => Guard::new(T::META, E::ENTITY, None),
        })
    }

    /// Decides what follows from an item that differs from the assumed one, or does not meet the conditions.
    fn refused_assumed<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        let is_conditional = match &failure.met {
            Some(met) => !self.conditions.is_empty() && self.is_assumed::<T, E>(plan, met),
            None => self.conditions.must_exist,
        };
        if is_conditional {
            return Verdict::Failed(self.conditions.failed::<E, T>(failure));
        }
        match self.plan_as_stored::<E, T>(failure.met) {
            Ok(plan) => Verdict::Anew(Box::new(plan)),
            Err(error) => Verdict::Failed(error),
        }
    }

    /// Returns `true` if the item is as it was assumed, so that a condition of the caller has failed.
    fn is_assumed<T: Holds<E>, E: Stored>(&self, plan: &Plan, met: &Item) -> bool {
        if plan.before.is_some() {
            return plan.is_made_from(Some(met));
        }
        let assumed = self.loaded().map(|loaded| Unchanged::assumed_keys(loaded, T::META));
        let assumed = assumed.and_then(Result::ok).flatten();
        let has_version = self.version.as_ref().is_none_or(|version| version.check(Some(met)).is_ok());
        has_version && assumed.is_some_and(|assumed| assumed.is_met_by(met))
    }

    /// Returns the plan that replaces one whose condition has met this item. `None` if it is not the item of the value as
    /// it was loaded.
    fn plan_anew<E: Stored, T: Holds<E>>(&self, plan: &Plan, met: &Item) -> Result<Option<Plan>, Error> {
        let has_version = self.version.as_ref().is_some_and(|version| version.check(Some(met)).is_ok());
        if self.loaded().is_none() || !has_version || is_other::<E, T>(met) {
            return Ok(None);
        }
        let guard = self.unchanged::<T, E>()?.anew::<E, T>(plan, met)?;
        guard.map(|guard| self.plan_alone::<E, T>(&guard, Some(met.clone()))).transpose()
    }
}

impl Write for Removal {
    fn key(&self) -> &ItemKey {
        self.subject.key()
    }

    fn plan<E: Stored, T: Holds<E>>(&self, before: Option<Item>) -> Result<Plan, Error> {
        if E::ENTITY.has_satellites() {
            return self
                .plan_with_satellites::<E, T>(before, |before| Guard::new(T::META, E::ENTITY, before));
        }
        self.plan_alone::<E, T>(&self.unchanged::<T, E>()?, None)
    }

    fn plan_unread<E: Stored, T: Holds<E>>(&self) -> Result<Option<Plan>, Error> {
        self.plan_assumed::<E, T>()
    }

    fn refused<E: Stored, T: Holds<E>>(&self, plan: &Plan, failure: Failure) -> Verdict {
        if plan.assumes && failure.position == 0 {
            return self.refused_assumed::<E, T>(plan, failure);
        }
        if E::ENTITY.has_satellites() {
            return guard::refused::<E, T>(&self.conditions, plan, failure);
        }
        match failure.met.as_ref().map(|met| self.plan_anew::<E, T>(plan, met)) {
            Some(Ok(Some(plan))) => return Verdict::Anew(Box::new(plan)),
            Some(Err(error)) if !failure.after_ambiguous => return Verdict::Failed(error),
            _ => {}
        }
        let version = self.version.as_ref().filter(|_| failure.met.is_some());
        Verdict::Failed(if self.conditions.must_exist {
            self.conditions.failed_on_existing_version::<E, T>(version, failure)
        } else {
            self.conditions.failed_on_version::<E, T>(version, failure)
        })
    }
}

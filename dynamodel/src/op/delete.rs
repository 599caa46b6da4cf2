//! Removing an item.

mod removal;

use std::marker::PhantomData;
use std::time::SystemTime;

pub(crate) use removal::Removal;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::condition::IntoCondition;
use crate::item::{
    key::Key,
    stored::{Stored, Versioned},
    table::Holds,
};
use crate::write::{Draft, EvenIfMalformed, Expected, NoOutput, OldItem, Request, Returns, Subject, send};

/// Removes an item if it exists: `Video::delete(7)` or `video.delete()`.
///
/// One `DeleteItem` request. With lookups or unique fields, a `TransactWriteItems` request, repeated (at most 10 times) if
/// another writer comes between. By key, or to return the old item, a consistent `GetItem` comes before it.
///
/// In a table with a type attribute, an item of another type, or without one, is
/// [not removed](crate::guide::tables#type-attribute).
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

    /// Removes the item even if it is malformed or has [no type](Error::is_untyped). Otherwise a malformed item is
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
        let conditions = options.conditions;
        Ok(Removal { subject, version, conditions, returns: R::KIND, read: None, in_batch: false, now })
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
    /// - An item of another entity has the key ([`Error::is_held_by_other`]), or one without a type
    ///   ([`Error::is_untyped`]).
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

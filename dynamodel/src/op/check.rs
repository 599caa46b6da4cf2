//! Checking an item without writing it.

use std::marker::PhantomData;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::{Comparison, Expr, condition::IntoCondition};
use crate::item::{
    ItemKey,
    key::Key,
    stored::{Stored, Versioned},
    table::Holds,
    ttl,
};
use crate::schema::{entity::EntityMeta, item::Item};
use crate::write::{
    Change, Conditions, Draft, Expected, Failure, Plan, Request, Verdict, Write, already_exists,
    has_own_type, own_type, send,
};

/// Checks that an item exists, `User::get(3).must_exist()`, that none does, `User::get(3).must_not_exist()`, or that one
/// meets a condition if it exists, `User::get(3).must_if_exists(condition)`.
///
/// A check changes nothing. In a transaction, the writes happen only if it holds. Alone it is one `TransactWriteItems`
/// request, which costs two write capacity units for each KB of the item.
#[must_use = "an operation does nothing until it is sent"]
pub struct Check<E, K = Exists> {
    raw: Draft<ItemKey>,
    may_be_absent: bool,
    typed: PhantomData<fn() -> (E, K)>,
}

crate::codec::debug::debug!(Check < E, K > { raw });
crate::write::operation::operation!(Check<E; K>(); "Video::get(7).must_exist()");

/// A [`Check`] that an item exists.
#[derive(Clone, Copy, Debug)]
pub struct Exists;

/// A [`Check`] that no item exists.
#[derive(Clone, Copy, Debug)]
pub struct Absent;

/// A [`Check`] that no item exists, or one that meets a condition.
#[derive(Clone, Copy, Debug)]
pub struct IfExists;

impl<E: Stored> Check<E> {
    pub(super) fn exists(key: Result<Key<E>, Error>) -> Self {
        let mut raw = Draft::of_key(key);
        raw.options.conditions.must_exist = true;
        Self { raw, may_be_absent: false, typed: PhantomData }
    }

    /// Accepts that there is no item.
    pub(super) fn or_absent(self) -> Check<E, IfExists> {
        Check { raw: self.raw, may_be_absent: true, typed: PhantomData }
    }

    /// Requires the item to meet this condition as well. Otherwise the error is a
    /// [failed condition](Error::is_condition_failed), which has the [item](Error::met).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let check = Video::get(7).must_exist().condition(Video::FIELDS.views.ge(100));
    /// check.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn condition<K>(mut self, condition: impl IntoCondition<E, K>) -> Self {
        self.raw.require(condition.into_condition());
        self
    }
}

impl<E: Versioned> Check<E> {
    /// Requires the item to have this version. Otherwise the error is a [version conflict](Error::is_version_conflict).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// note.create().send(&table).await?;
    ///
    /// let error = Note::get(1).must_exist().expect_version(2).send(&table).await.unwrap_err();
    /// assert!(error.is_version_conflict());
    /// # Ok(()) });
    /// ```
    pub fn expect_version(mut self, version: E::Version) -> Self {
        self.raw.expect_version(version);
        self
    }
}

impl<E: Stored> Check<E, Absent> {
    pub(super) fn absent(key: Result<Key<E>, Error>) -> Self {
        Self { raw: Draft::of_key(key), may_be_absent: true, typed: PhantomData }
    }
}

impl<E: Stored, K: 'static> Check<E, K> {
    pub(super) fn into_write(self) -> Result<Checking, Error> {
        let (key, options, _) = self.raw.finish()?;
        let version = Expected::of_caller(E::ENTITY, options.version);
        Ok(Checking { key, conditions: options.conditions, may_be_absent: self.may_be_absent, version })
    }

    /// Returns the request, as it would be sent.
    ///
    /// # Errors
    ///
    /// The key or a condition is invalid.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Video::get(7).must_exist().request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<Request, Error> {
        self.alone(table)?.request()
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// - There is no item ([`Error::is_not_found`]), or one that must not exist ([`Error::is_already_exists`]).
    /// - The item does not meet the conditions ([`Error::is_condition_failed`]) or has another version
    ///   ([`Error::is_version_conflict`]).
    /// - An item of another entity has the key ([`Error::is_held_by_other`]), or one without a type
    ///   ([`Error::is_untyped`]).
    /// - Transactions were in flight on the item in every attempt ([`Error::is_conflict`]).
    /// - The key or a condition is invalid, or the request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let error = Video::get(9).must_exist().send(&table).await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<()> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, ()>(self.alone(&table)?).await })
    }
}

/// A condition on an item that is not written.
pub(crate) struct Checking {
    key: ItemKey,
    /// They require an item, or else none may exist.
    conditions: Conditions,
    /// There may be no item.
    may_be_absent: bool,
    version: Option<Expected>,
}

impl Write for Checking {
    fn key(&self) -> &ItemKey {
        &self.key
    }

    fn reads(&self, _entity: &EntityMeta) -> bool {
        false
    }

    fn plan<E: Stored, T: Holds<E>>(&self, _before: Option<Item>) -> Result<Plan, Error> {
        let existing = self.conditions.must_exist.then(|| {
            let version = self.version.as_ref().map(Expected::condition);
            let condition = self.conditions.with(T::META, Expr::all([has_own_type::<E, T>(), version]));
            condition.unwrap_or_else(|| Expr::Exists(T::META.pk.name.into()))
        });
        let condition = match existing {
            Some(existing) if self.may_be_absent => Expr::Or(vec![absent::<E, T>(), existing]),
            Some(existing) => existing,
            None => absent::<E, T>(),
        };
        Ok(Plan::new(vec![Change::check(self.key.attributes(T::META)?, condition)]))
    }

    fn refused<E: Stored, T: Holds<E>>(&self, _plan: &Plan, failure: Failure) -> Verdict {
        Verdict::Failed(if self.conditions.must_exist && self.may_be_absent {
            self.conditions.failed_on_optional::<E, T>(failure)
        } else if self.conditions.must_exist {
            self.conditions.failed_on_existing_version::<E, T>(self.version.as_ref(), failure)
        } else {
            already_exists(T::META, failure.met)
        })
    }
}

/// Requires that there is no item of the entity. An expired item is none, nor is that of an entity that shares the key.
fn absent<E: Stored, T: Holds<E>>() -> Expr {
    let absent = ttl::absent(T::META);
    match T::META.type_attribute.filter(|_| T::SHARED) {
        Some(attribute) => {
            let other = Expr::Compare(attribute.into(), Comparison::NotEqual, own_type::<E>());
            Expr::Or(vec![absent, other])
        }
        None => absent,
    }
}

//! Reading one item by its key.

use crate::read::item::of_type;
use crate::read::names::names_of;
use crate::read::one::{Arrive, ReadOne};
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::get_item::GetItemInput;

use super::Check;
use super::required::Required;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::expr::condition::IntoCondition;
use crate::item::key::Key;
use crate::item::projection::{FromItem, ProjectionOf};
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::op::{Absent, IfExists};
use crate::read::item;

use crate::read::one::ReadOperation;

/// Reads one item: `User::get(3)`. One `GetItem` request, eventually consistent unless
/// [`consistent`](Self::consistent): half a read capacity unit for each 4 KB, or a whole one.
#[must_use = "an operation does nothing until it is sent"]
pub struct Get<E, Out = E> {
    pub(crate) key: Result<Key<E>, Error>,
    pub(crate) consistent: bool,
    pub(crate) expired: bool,
    output: PhantomData<fn() -> Out>,
}

crate::codec::debug::debug!(Get<E, Out> { key, consistent, expired });

impl<E: Stored> Get<E> {
    pub(crate) fn new(key: Result<Key<E>, Error>) -> Self {
        Self { key, consistent: false, expired: false, output: PhantomData }
    }

    /// Reads only the attributes that the projection `V` names: `Video::get(7).project::<VideoCard>()`.
    ///
    /// Less is sent back; `DynamoDB` bills the whole item.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let card = Video::get(7).project::<VideoCard>().send(&table).await?;
    /// assert_eq!(card, Some(VideoCard { video_id: 7, title: "Intro".to_owned() }));
    /// # Ok(()) });
    /// ```
    pub fn project<V: ProjectionOf<E>>(self) -> Get<E, V> {
        Get { key: self.key, consistent: self.consistent, expired: self.expired, output: PhantomData }
    }
}

impl<E: Stored, Out> Get<E, Out> {
    /// Makes the read strongly consistent. Costs twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).consistent().send(&table).await?;
    /// assert!(video.is_some());
    /// # Ok(()) });
    /// ```
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns an item past its `#[entity(ttl)]` too, until `DynamoDB` removes it, which takes up to a few days. Without,
    /// it counts as absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// Session { user_id: 3, session_id: 1, ends_at: Some(1_000) }.create().send(&table).await?;
    /// assert_eq!(Session::get(3, 1).send(&table).await?, None);
    /// assert!(Session::get(3, 1).with_expired().send(&table).await?.is_some());
    /// # Ok(()) });
    /// ```
    pub fn with_expired(mut self) -> Self {
        self.expired = true;
        self
    }

    /// Requires an item: returns it, or the error [`Error::is_not_found`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// assert_eq!(video.title, "Intro");
    /// let error = Video::get(9).required().send(&table).await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # Ok(()) });
    /// ```
    pub fn required(self) -> Required<Self> {
        Required::new(self)
    }

    /// Checks in a transaction that there is an item, and does not read it. To read an item that must exist, call
    /// [`required`](Self::required).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let comment = comment(8, 1);
    /// transact((Video::get(8).must_exist(), comment.create())).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn must_exist(self) -> Check<E> {
        Check::exists(self.key)
    }

    /// Checks in a transaction that there is an item that meets the condition.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let is_tech = Video::FIELDS.category.eq("tech");
    /// transact((Video::get(8).must(is_tech), comment(8, 1).create())).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn must<K>(self, condition: impl IntoCondition<E, K>) -> Check<E> {
        self.must_exist().condition(condition)
    }

    /// Checks in a transaction that there is no item, or one that meets the condition.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let is_tech = || Video::FIELDS.category.eq("tech");
    /// transact((Video::get(8).must_if_exists(is_tech()), comment(8, 1).create())).send(&table).await?;
    /// transact((Video::get(9).must_if_exists(is_tech()), comment(8, 2).create())).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn must_if_exists<K>(self, condition: impl IntoCondition<E, K>) -> Check<E, IfExists> {
        self.must(condition).or_absent()
    }

    /// Checks in a transaction that there is no item.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// transact((Video::get(9).must_not_exist(), comment(8, 1).create())).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn must_not_exist(self) -> Check<E, Absent> {
        Check::absent(self.key)
    }
}

impl<E: Stored, Out: FromItem<Of = E>> Get<E, Out> {
    /// Returns the request.
    ///
    /// # Errors
    ///
    /// The key is invalid.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let request = Video::get(7).consistent().request(&table)?;
    /// assert_eq!(request.consistent_read(), Some(true));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<GetItemInput, Error> {
        let consistent = self.consistent;
        let key = self.key?.item.into_attributes(T::META)?;
        item::request(table.connection(), key, consistent, names_of::<Out>(T::META))
    }

    /// Reads the item; returns `None` if there is none.
    ///
    /// # Errors
    ///
    /// The key is invalid ([`Error::is_invalid_key`]), the item is of another type
    /// ([`Error::is_type_mismatch`]) or of none ([`Error::is_untyped`]) or malformed ([`Error::is_malformed_item`]), or the
    /// request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).send(&table).await?;
    /// assert!(video.is_some_and(|video| video.title == "Intro"));
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<Option<Out>> {
        let table = table.clone();
        Sending::new(async move { ReadOperation::<T>::into_one(self).send(&table).await })
    }
}

impl<E: Stored, Out: FromItem<Of = E>, T: Holds<E>> ReadOperation<T> for Get<E, Out> {
    type Item = Out;

    fn into_one(self) -> ReadOne<Out> {
        let Get { key, consistent, expired, .. } = self;
        let (key, names) = (key.map(|key| key.item), names_of::<Out>(T::META));
        let arrive = Arrive { expired, at: 0, decode: |item, _, lists| of_type::<T, Out>(item, lists) };
        ReadOne { key, names, consistent, arrive, entity: E::ENTITY.name }
    }
}

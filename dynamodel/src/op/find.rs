//! Reading one item by the key of a unique lookup.

use crate::read::item::of_key;
use crate::read::one::{Arrive, ReadOne};
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::get_item::GetItemInput;

use super::required::Required;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::ItemKey;
use crate::item::stored::Stored;
use crate::item::table::Holds;
use crate::read::item;
use crate::read::one::ReadOperation;

/// Reads one item by the key of a unique lookup: `User::by_email("a@b")`. The primary key need not be known. Sends one
/// `GetItem` request, eventually consistent unless [`consistent`](Self::consistent): half a read capacity unit
/// for each 4 KB, or a whole one.
///
/// It reads the copy that the item's last write left, in the transaction of that write.
#[must_use = "an operation does nothing until it is sent"]
pub struct Find<E> {
    pub(crate) key: Result<ItemKey, Error>,
    /// The index of the key among the keys of the entity.
    pub(crate) index: usize,
    pub(crate) consistent: bool,
    pub(crate) expired: bool,
    entity: PhantomData<fn() -> E>,
}

crate::codec::debug::debug!(Find<E> { key, index, consistent, expired });

impl<E: Stored> Find<E> {
    pub(crate) fn new(index: usize, key: Result<ItemKey, Error>) -> Self {
        Self { key, index, consistent: false, expired: false, entity: PhantomData }
    }

    /// Makes the read strongly consistent. Costs twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let found = User::by_email("ann@example.org").consistent().send(&table).await?;
    /// assert_eq!(found, Some(user()));
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
    /// let user = User::by_email("ann@example.org").with_expired().send(&table).await?;
    /// assert!(user.is_some());
    /// # Ok(()) });
    /// ```
    pub fn with_expired(mut self) -> Self {
        self.expired = true;
        self
    }

    super::instead::instead!(E: SaysOne => Self; rev(), take(N), page_size(N), prefix(V), range(B), filter(C));
    super::instead::instead!(Self: SaysOne; all(T), first(T), page(T), stream(T));

    /// Requires an item: returns it, or the error [`Error::is_not_found`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let user = User::by_email("ann@example.org").required().send(&table).await?;
    /// assert_eq!(user.user_id, 3);
    /// # Ok(()) });
    /// ```
    pub fn required(self) -> Required<Self> {
        Required::new(self)
    }

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
    /// let request = User::by_email("ann@example.org").request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<GetItemInput, Error> {
        item::request(table.connection(), self.key?.into_attributes(T::META)?, self.consistent, None)
    }

    /// Reads the item; returns `None` if there is none.
    ///
    /// # Errors
    ///
    /// The key is invalid ([`Error::is_invalid_key`]), what is there is of another type
    /// ([`Error::is_type_mismatch`]) or of none ([`Error::is_untyped`]) or malformed ([`Error::is_malformed_item`]), or the
    /// request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let user = User::by_email("bob@example.org").send(&table).await?;
    /// assert_eq!(user, None);
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<Option<E>> {
        let table = table.clone();
        Sending::new(async move { ReadOperation::<T>::into_one(self).send(&table).await })
    }
}

impl<E: Stored, T: Holds<E>> ReadOperation<T> for Find<E> {
    type Item = E;

    fn into_one(self) -> ReadOne<E> {
        let Find { key, index, consistent, expired, .. } = self;
        let arrive = Arrive { expired, at: index, decode: |item, at, _| of_key::<E, T>(item, at).map(Some) };
        ReadOne { key, names: None, consistent, arrive, entity: E::ENTITY.name }
    }
}

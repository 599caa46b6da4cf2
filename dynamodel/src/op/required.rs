//! Reading one item that has to be there.

use aws_sdk_dynamodb::operation::get_item::GetItemInput;

use super::find::Find;
use super::get::Get;
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::error::Kind;
use crate::item::projection::FromItem;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::read::one::ReadOperation;

/// Reads one item, and fails where there is none: `User::get(3).required()`. One `GetItem` request, as that of what
/// it was made from.
///
/// It is sent alone. A batch or a transaction of reads gives an `Option` for each.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let user: User = User::get(3).required().send(&table).await?;
/// assert!(User::get(4).required().send(&table).await.is_err_and(|error| error.is_not_found()));
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
#[derive(Debug)]
pub struct Required<O> {
    read: O,
}

impl<O> Required<O> {
    pub(super) fn new(read: O) -> Self {
        Self { read }
    }
}

impl<E: Stored, Out: FromItem<Of = E>> Required<Get<E, Out>> {
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
    /// let request = Video::get(7).required().request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<GetItemInput, Error> {
        self.read.request(table)
    }

    /// Reads the item.
    ///
    /// # Errors
    ///
    /// There is no item ([`Error::is_not_found`]), which names the entity and the key, or as
    /// [`Get::send`] fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let video = Video::get(7).required().send(&table).await?;
    /// assert_eq!(video.title, "Intro");
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<Out> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, _>(self.read, &table).await })
    }
}

impl<E: Stored> Required<Find<E>> {
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
    /// let request = User::by_email("ann@example.org").required().request(&table)?;
    /// assert_eq!(request.table_name(), Some("entities"));
    /// # Ok(()) });
    /// ```
    pub fn request<T: Holds<E>>(self, table: &TableClient<T>) -> Result<GetItemInput, Error> {
        self.read.request(table)
    }

    /// Reads the item.
    ///
    /// # Errors
    ///
    /// There is no item ([`Error::is_not_found`]), which names the entity and the key of the lookup, or as
    /// [`Find::send`] fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let user = User::by_email("ann@example.org").required().send(&table).await?;
    /// assert_eq!(user.user_name, "ann");
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<E>>(self, table: &TableClient<T>) -> Sending<E> {
        let table = table.clone();
        Sending::new(async move { send::<E, T, _>(self.read, &table).await })
    }
}

async fn send<E: Stored, T: Table, O: ReadOperation<T>>(
    read: O,
    table: &TableClient<T>,
) -> Result<O::Item, Error> {
    let read = read.into_one();
    let key = read.key.as_ref().ok().cloned();
    if let Some(item) = read.send(table).await? {
        return Ok(item);
    }
    let error = Error::new(Kind::Absent).entity_is(E::ENTITY.name).table_is(table.name());
    Err(key.iter().fold(error, Error::item_key_is))
}

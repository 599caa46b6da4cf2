//! Transactions: several writes, all or none.

mod builder;
mod parts;

pub use builder::Transaction;
pub use parts::{Operations, TransactParts};

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::table::Table;
use crate::write::{Bound, Group, Request, member::Member};

/// Runs several writes atomically: a tuple of up to twelve operations, or a `Vec` or an array of operations of one type.
/// [`Transaction`] collects operations of any type in a loop.
///
/// It takes `create`, `put`, `delete`, `update`, `upsert`, `move_to` and checks (`User::get(3).must_exist()`) of any
/// entities, and operations on other tables of the account that name them: `user.create().on(&users)`. It changes at most
/// 100 items, with at most 4 MB; copies and markers count.
///
/// It returns a value for each operation. That of `issue.create().returning_new()` and `issue.put().returning_new()` is the
/// stored value with its version and times, which costs no request. That of the others is `()`, since `DynamoDB` returns no
/// items from a transaction.
///
/// One `TransactWriteItems` request at twice the write capacity of its items, after a consistent `GetItem` for each
/// operation that depends on the stored item: an `upsert`, or a `put` or a `delete` by key with lookups or unique fields.
/// Updates and deletes of loaded values read only if the item is stored in another form. The request is repeated
/// (at most 10 times, with growing pauses, unless [`Retry`](crate::Retry) says otherwise) while other transactions are in
/// flight on the items, and planned again if another writer comes between the reads and the request.
///
/// Two operations on one item are folded where that is exact: a check and a write become the write under both conditions, and
/// a unique value that one item releases and another claims changes hands. Otherwise [it is an error](Error::is_item_twice)
/// before anything is written. Two operations that claim one unique value are a
/// [violation](Error::is_unique_violation).
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::transact;
///
/// let comment = comment(9, 1);
/// let orphan = transact((Video::get(9).must_exist(), comment.create())).send(&table).await.unwrap_err();
/// assert_eq!((orphan.operation(), orphan.is_not_found()), (Some(0), true));
///
/// transact((video(9, 2026, "Indexes").create(), comment.create())).send(&table).await?;
/// assert_eq!(Comment::get(9, 1).send(&table).await?, Some(comment));
/// # Ok(()) });
/// ```
pub fn transact<O: TransactParts<Parts = P>, P>(operations: O) -> Transact<P> {
    Transact { operations: operations.into_parts() }
}

/// A transaction of several writes; see [`transact`].
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Transact<O> {
    operations: O,
}

impl<O> Transact<O> {
    /// Returns the first request, as it would be sent: the consistent read of the first operation that depends on the stored
    /// item, or else the transaction.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), if they are found before anything is sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let request = transact((Video::get(8).must_exist(), comment(8, 1).create())).request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request<T: Table>(self, table: &TableClient<T>) -> Result<Request, Error>
    where
        O: Operations<T>,
    {
        group(table, self.operations.bind_all(table)?.members).request()
    }

    /// Sends the requests, and returns a value for each operation: a tuple for a tuple, a `Vec` for a `Vec` or an array.
    ///
    /// A token tells `DynamoDB` that a retried request is the same one, so that nothing happens twice.
    ///
    /// # Errors
    ///
    /// [`Error::operation`] is the position of the operation that failed; the error is the one that this operation alone would
    /// return, and [`Error::met`] has the item. Further errors:
    ///
    /// - Two operations write one item ([`Error::is_item_twice`]).
    /// - The limits are exceeded ([`Error::is_over_limit`]).
    /// - Other writers came between in every attempt ([`Error::is_conflict`]).
    /// - A request failed.
    ///
    /// Nothing was written then, unless the outcome is unknown ([`Error::is_outcome_unknown`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::transact;
    ///
    /// let error = transact([comment(7, 4).create(), comment(7, 1).create()]).send(&table).await.unwrap_err();
    /// assert!(error.is_already_exists());
    /// assert_eq!(error.operation(), Some(1));
    ///
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let count = Video::update(7).add(Video::FIELDS.views, 1);
    /// let (stored, ()) = transact((note.create().returning_new(), count)).send(&table).await?;
    /// assert_eq!(stored.version, 1);
    /// # Ok(()) });
    /// ```
    pub fn send<T: Table>(self, table: &TableClient<T>) -> Sending<O::Output>
    where
        O: Operations<T>,
    {
        send(table, self.operations.bind_all(table))
    }
}

fn group<T: Table>(table: &TableClient<T>, members: Vec<Box<dyn Member>>) -> Group {
    Group::transaction(&table.connection().at_one_time(), members)
}

fn send<T: Table, V: Send + 'static>(
    table: &TableClient<T>,
    operations: Result<Bound<V>, Error>,
) -> Sending<V> {
    let bound = operations.map(|Bound { members, output }| (group(table, members), output));
    Sending::new(async move {
        let (mut group, output) = bound?;
        group.send().await?;
        Ok(output)
    })
}

//! Collecting the operations of a transaction.

use std::fmt;

use super::{group, parts, send};
use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::table::Table;
use crate::write::{Bound, Request, TransactOperation, TransactPart, Untyped, member::Member};

/// A transaction whose operations are collected: of any types, and as many as a loop adds. See
/// [`transact`](crate::op::transact()) for its requests and limits.
///
/// It returns nothing. A tuple, a `Vec` or an array of operations for [`transact`](crate::op::transact()) returns the stored
/// values of creates and puts.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::Transaction;
///
/// let mut transaction = Transaction::new().and(video(9, 2026, "Indexes").create());
/// for comment_id in 1..=3 {
///     transaction.push(comment(9, comment_id).create());
/// }
/// transaction.send(&table).await?;
/// assert_eq!(Comment::of_video(9).count(&table).await?, 3);
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct Transaction<T> {
    operations: Vec<Unbound<T>>,
}

/// An operation whose table is not known yet. It is added to the members of the transaction.
type Unbound<T> = Box<dyn FnOnce(&mut Vec<Box<dyn Member>>, &TableClient<T>) -> Result<(), Error> + Send>;

impl<T> Default for Transaction<T> {
    fn default() -> Self {
        Self { operations: Vec::new() }
    }
}

impl<T> fmt::Debug for Transaction<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").field("operations", &self.operations.len()).finish()
    }
}

impl<T: Table> Transaction<T> {
    /// Creates a transaction without operations.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::Transaction;
    ///
    /// let transaction = Transaction::new().and(comment(8, 1).create()).and(comment(8, 2).create());
    /// transaction.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::Transaction;
    ///
    /// let transaction = Transaction::new().and(Video::get(8).must_exist()).and(comment(8, 1).create());
    /// transaction.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn and<O: TransactPart<Untyped> + TransactOperation<T>>(mut self, operation: O) -> Self {
        self.push(operation);
        self
    }

    /// Adds an operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::Transaction;
    ///
    /// let mut transaction = Transaction::new();
    /// for comment_id in 1..=3 {
    ///     transaction.push(Comment::update(7, comment_id).add(Comment::FIELDS.likes, 1));
    /// }
    /// transaction.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn push<O: TransactPart<Untyped> + TransactOperation<T>>(&mut self, operation: O) {
        self.operations.push(Box::new(|members, table| parts::bind(operation, members, table).map(drop)));
    }

    /// Returns the number of operations. They may change more items than that: copies and markers count too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::Transaction;
    ///
    /// let transaction = Transaction::<YouTube>::new().and(comment(8, 1).create());
    /// assert_eq!(transaction.len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.operations.len()
    }

    /// Returns `true` if there are no operations; nothing is sent then.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::Transaction;
    ///
    /// assert!(Transaction::<YouTube>::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// Returns the first request, as it would be sent; see [`Transact::request`](crate::op::Transact::request).
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), if they are found before anything is sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::Transaction;
    ///
    /// let request = Transaction::new().and(comment(8, 1).create()).request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request(self, table: &TableClient<T>) -> Result<Request, Error> {
        group(table, self.bind_all(table)?.members).request()
    }

    /// Sends the requests.
    ///
    /// # Errors
    ///
    /// As for [`Transact::send`](crate::op::Transact::send).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::Transaction;
    ///
    /// let transaction = Transaction::new().and(comment(7, 4).create()).and(comment(7, 1).create());
    /// let error = transaction.send(&table).await.unwrap_err();
    /// assert_eq!(error.operation(), Some(1));
    /// # Ok(()) });
    /// ```
    pub fn send(self, table: &TableClient<T>) -> Sending<()> {
        send(table, self.bind_all(table))
    }

    fn bind_all(self, table: &TableClient<T>) -> Result<Bound<()>, Error> {
        let mut members = Vec::with_capacity(self.operations.len());
        self.operations.into_iter().try_for_each(|bind| bind(&mut members, table))?;
        Ok(Bound { members, output: () })
    }
}

impl<T: Table, O: TransactPart<Untyped> + TransactOperation<T>> Extend<O> for Transaction<T> {
    fn extend<I: IntoIterator<Item = O>>(&mut self, operations: I) {
        operations.into_iter().for_each(|operation| self.push(operation));
    }
}

impl<T: Table, O: TransactPart<Untyped> + TransactOperation<T>> FromIterator<O> for Transaction<T> {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        operations.into_iter().fold(Self::new(), Self::and)
    }
}

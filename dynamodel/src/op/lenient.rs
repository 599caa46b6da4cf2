//! Reading on behind malformed items.

use crate::client::{Sending, TableClient};
use crate::item::table::Table;
use crate::read::prepared::Prepared;
use crate::read::{Items, LenientPage, Malformed};

/// A query or scan that goes on behind malformed items: `YouTube::scan().lenient()`.
///
/// One item that does not have the shape of its entity ends other reads with an error: one of another program, or the
/// partial one that an update of a removed item has left. Here each is given with its key and the reason. An item of
/// a type that the table does not know is left out as otherwise, or with `strict()` an error.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// let videos = Video::scan().lenient().all(&table).await?;
/// for malformed in &videos.malformed {
///     eprintln!("{:?}: {malformed}", malformed.key);
/// }
/// assert_eq!(videos.items.len(), 2);
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
#[derive(Debug)]
pub struct Lenient<Q> {
    read: Q,
}

/// A query or scan of table `T` that can be [`Lenient`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a lenient read of `{T}`",
    label = "the table `{T}` does not hold what this reads, or the index or lookup holds a part of each item",
    note = "where an index or lookup holds a part of each item, write `.project::<..>()`, `.hydrate()` or `.keys()` before `.lenient()`"
)]
pub trait ReadMany<T> {
    /// An item.
    type Item: Send + 'static;

    #[doc(hidden)]
    fn prepare_lenient(self, table: &TableClient<T>) -> Prepared<Result<Self::Item, Malformed>>;
}

impl<Q> Lenient<Q> {
    pub(crate) fn new(read: Q) -> Self {
        Self { read }
    }

    /// One page, as without `lenient`. With `take`, it has so many good items, and the malformed ones before and
    /// between them.
    ///
    /// # Errors
    ///
    /// A value does not fit its segment ([`Error::is_invalid_key`](crate::error::Error::is_invalid_key)), the cursor is not this read's
    /// ([`Error::is_invalid_cursor`](crate::error::Error::is_invalid_cursor)), or a request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let page = YouTube::scan().lenient().page(&table).await?;
    /// for malformed in &page.malformed {
    ///     println!("{:?}: {malformed}", malformed.key);
    /// }
    /// # Ok(()) });
    /// ```
    pub fn page<T: Table>(self, table: &TableClient<T>) -> Sending<LenientPage<Q::Item>>
    where
        Q: ReadMany<T>,
    {
        self.read.prepare_lenient(table).lenient_page()
    }

    /// All items, page after page; the cursor is `None`.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let all = YouTube::scan().lenient().all(&table).await?;
    /// assert_eq!((all.items.len(), all.malformed.len()), (6, 0));
    /// # Ok(()) });
    /// ```
    pub fn all<T: Table>(self, table: &TableClient<T>) -> Sending<LenientPage<Q::Item>>
    where
        Q: ReadMany<T>,
    {
        self.read.prepare_lenient(table).lenient_all()
    }

    /// The first good item. `take(1)` and [`page`](Self::page) give the malformed ones before it too.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let first = Comment::of_video(7).lenient().first(&table).await?;
    /// assert_eq!(first, Some(comment(7, 1)));
    /// # Ok(()) });
    /// ```
    pub fn first<T: Table>(self, table: &TableClient<T>) -> Sending<Option<Q::Item>>
    where
        Q: ReadMany<T>,
    {
        self.read.prepare_lenient(table).lenient_first()
    }

    /// The number of items, malformed ones included. They are counted by `DynamoDB` where its conditions can say exactly
    /// what is asked for.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(Comment::of_video(7).lenient().count(&table).await?, 3);
    /// # Ok(()) });
    /// ```
    pub fn count<T: Table>(self, table: &TableClient<T>) -> Sending<usize>
    where
        Q: ReadMany<T>,
    {
        self.read.prepare_lenient(table).count()
    }

    /// The items as a stream that reads page after page as they are wanted: good ones as `Ok`, malformed ones as
    /// `Err`, behind which it goes on. Only a request that fails ends it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let mut comments = Comment::of_video(7).lenient().stream(&table);
    /// while let Some(next) = comments.try_next().await? {
    ///     match next {
    ///         Ok(comment) => println!("{}", comment.text),
    ///         Err(malformed) => println!("{malformed}"),
    ///     }
    /// }
    /// # Ok(()) });
    /// ```
    #[must_use = "nothing is read before it is asked for"]
    pub fn stream<T: Table>(self, table: &TableClient<T>) -> Items<Result<Q::Item, Malformed>>
    where
        Q: ReadMany<T>,
    {
        self.read.prepare_lenient(table).stream()
    }
}

//! Writing many items of one table.

mod entry;
mod pace;
mod partial;
mod queue;
mod request;
mod run;
mod source;

use std::fmt;
use std::marker::PhantomData;
use std::task::{Context, Poll, Waker};

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use futures_core::Stream;
use futures_util::stream::{self, StreamExt as _};

pub use entry::BatchOperation;
pub(super) use entry::{entry_of, is_entry};
pub use partial::{BatchProgress, PartialWrite};
use queue::Queue;
pub(super) use run::{Outcome, Run};
pub(super) use source::Source;

use crate::client::{Sending, TableClient};
use crate::error::Error;
use crate::item::table::Table;

/// The requests in flight by default.
const CONCURRENCY: usize = 4;

/// The callback for the end of each request.
pub(super) type OnProgress = Box<dyn FnMut(&BatchProgress) + Send + Sync>;

/// Puts and deletes many items of one table, of one entity or of several.
///
/// Sends `BatchWriteItem` requests of at most 25 operations and 16 MB, four at a time unless
/// [`concurrency`](Self::concurrency) is set. Each operation costs as much as alone. A batch is not a transaction:
/// items are written one by one, and readers see each as soon as it is written.
///
/// Unprocessed operations are retried in one of the next requests, after a pause that grows with each request that
/// writes nothing. The batch stops after eight pauses in a row, unless [`Retry`](crate::Retry) says otherwise, or after an
/// error other than throttling. The error then has the [operations that are left](PartialWrite). Of two operations on one key the later one wins: they are never
/// in flight together, and an earlier one that was not sent yet is left out.
///
/// These cannot be part of a batch:
///
/// - Entities with lookups or unique fields: their copies and markers need a transaction.
/// - Entities with a managed field (`version`, `created_at`, `updated_at`): a batch checks nothing and fills in nothing.
///   [`create_many`](crate::op::create_many) sends a request for each value of these.
/// - Entities that share their keys with another entity.
/// - Operations with a condition.
///
/// `BatchWriteItem` takes no condition, so a batch also replaces and removes items of other types and without a type, which
/// other writes [refuse](crate::guide::tables#type-attribute).
///
/// [`batch_write`] makes one of an iterator.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::batch_write;
///
/// let comments = batch_write((1..=100).map(|comment_id| comment(8, comment_id).put()));
/// let done = comments.and(video(9, 2026, "Indexes").put()).and(Comment::delete(7, 1)).send(&table).await?;
/// assert_eq!((done.written, done.requests), (102, 5));
/// # Ok(()) });
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchWrite<T> {
    source: Source,
    concurrency: usize,
    on_progress: Option<OnProgress>,
    table: PhantomData<fn() -> T>,
}

/// Writes many items: puts, `batch_write(comments.iter().map(Comment::put))`, or deletes. `and` adds operations of other
/// types. See [`BatchWrite`] for the requests.
///
/// The operations are collected at once; [`BatchWrite::and_each`] advances a long iterator when a request has room.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use dynamodel::batch_write;
///
/// let comments = [comment(8, 1), comment(8, 2)];
/// let written = batch_write(comments.iter().map(Comment::put)).and(Comment::delete(7, 1)).send(&table).await?;
/// assert_eq!(written.written, 3);
/// # Ok(()) });
/// ```
pub fn batch_write<O: BatchOperation<T>, T: Table>(operations: impl IntoIterator<Item = O>) -> BatchWrite<T> {
    operations.into_iter().collect()
}

impl<T> Default for BatchWrite<T> {
    fn default() -> Self {
        Self::of(Source::default())
    }
}

impl<T> fmt::Debug for BatchWrite<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWrite").field("at_hand", &self.at_hand()).finish_non_exhaustive()
    }
}

impl<T> BatchWrite<T> {
    fn of(source: Source) -> Self {
        Self { source, concurrency: CONCURRENCY, on_progress: None, table: PhantomData }
    }

    /// Returns the number of operations at hand, without those of iterators and streams.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*;
    /// use dynamodel::BatchWrite;
    ///
    /// let batch = BatchWrite::<YouTube>::new().and(comment(8, 1).put()).and(Comment::delete(7, 1));
    /// assert_eq!(batch.at_hand(), 2);
    /// ```
    #[must_use]
    pub fn at_hand(&self) -> usize {
        self.source.at_hand()
    }

    /// Returns `true` if all operations are at hand.
    fn is_at_hand(&self) -> bool {
        self.source.is_at_hand()
    }
}

impl<T: Table> BatchWrite<T> {
    /// Creates an empty batch.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let batch = BatchWrite::new().and(comment(8, 1).put()).and(Comment::delete(7, 1));
    /// batch.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one more operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let batch = BatchWrite::new().and(video(9, 2026, "Indexes").put()).and(Comment::delete(7, 1));
    /// assert_eq!(batch.send(&table).await?.written, 2);
    /// # Ok(()) });
    /// ```
    pub fn and<O: BatchOperation<T>>(mut self, operation: O) -> Self {
        self.source.push(operation.into_entry());
        self
    }

    /// Adds the operations of an iterator. It is advanced when a request has room, so that even a long one takes little
    /// memory.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let comments = (1..=100).map(|comment_id| comment(8, comment_id).put());
    /// let progress = BatchWrite::new().and_each(comments).send(&table).await?;
    /// assert_eq!((progress.written, progress.requests), (100, 4));
    /// # Ok(()) });
    /// ```
    pub fn and_each<O, I>(mut self, operations: I) -> Self
    where
        O: BatchOperation<T>,
        I: IntoIterator<Item = O>,
        I::IntoIter: Send + 'static,
    {
        self.source.push_stream(stream::iter(operations.into_iter().map(O::into_entry)));
        self
    }

    /// Adds the operations of a stream. It is polled when a request has room. A request is sent when it is full or the
    /// stream has ended.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    /// use futures_util::stream;
    ///
    /// let comments = stream::iter(1..=100).map(|comment_id| comment(8, comment_id).put());
    /// # use futures_util::StreamExt as _;
    /// BatchWrite::new().and_stream(comments).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn and_stream<O, S>(mut self, operations: S) -> Self
    where
        O: BatchOperation<T>,
        S: Stream<Item = O> + Send + 'static,
    {
        self.source.push_stream(operations.map(O::into_entry));
        self
    }

    /// Sets the number of requests in flight at the same time. 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let comments = (1..=100).map(|comment_id| comment(8, comment_id).put());
    /// BatchWrite::new().and_each(comments).concurrency(8).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Calls `on_progress` at the end of each request.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let comments = (1..=100).map(|comment_id| comment(8, comment_id).put());
    /// let batch = BatchWrite::new().and_each(comments);
    /// batch.progress(|progress| println!("{} written", progress.written)).send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn progress(mut self, on_progress: impl FnMut(&BatchProgress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<T: Table, O: BatchOperation<T>> Extend<O> for BatchWrite<T> {
    fn extend<I: IntoIterator<Item = O>>(&mut self, operations: I) {
        operations.into_iter().for_each(|operation| self.source.push(operation.into_entry()));
    }
}

impl<T: Table, O: BatchOperation<T>> FromIterator<O> for BatchWrite<T> {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        operations.into_iter().fold(Self::new(), Self::and)
    }
}

impl<T: Table> BatchWrite<T> {
    /// Returns the first request, with the operations that are available without waiting.
    ///
    /// # Errors
    ///
    /// One of its operations cannot be sent: a key is invalid, or an item is too large.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let request = BatchWrite::new().and(comment(8, 1).put()).request(&table)?;
    /// println!("{request:?}");
    /// # Ok(()) });
    /// ```
    pub fn request(mut self, table: &TableClient<T>) -> Result<BatchWriteItemInput, Error> {
        let mut queue = Queue::default();
        let mut context = Context::from_waker(Waker::noop());
        while !queue.is_full() {
            let Poll::Ready(Some(entry)) = self.source.poll_next(&mut context) else { break };
            queue.push(entry.map_err(|error| error.table_is(table.name()))?);
        }
        let request = request::build(table.connection(), &mut queue.take_request())?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().build_error("BatchWriteItem", error))
    }

    /// Writes the items. Other operations are still written if one is refused because its key or item is invalid.
    ///
    /// # Errors
    ///
    /// The batch stopped, or operations were refused; then the error is that of the first. [`Error::partial`] is a
    /// [`PartialWrite`]: the progress, the rest as a batch that can be sent again, and each refused operation.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use dynamodel::BatchWrite;
    ///
    /// let batch: BatchWrite<YouTube> = [comment(8, 1), comment(8, 2)].iter().map(Comment::put).collect();
    /// assert_eq!(batch.send(&table).await?.written, 2);
    /// # Ok(()) });
    /// ```
    pub fn send(self, table: &TableClient<T>) -> Sending<BatchProgress> {
        let connection = table.connection().clone();
        Sending::new(async move {
            let run = Run::new(&connection, T::META, self.source, self.concurrency, self.on_progress);
            let Outcome { progress, refused, left, stopped } = run.finish().await;
            if stopped.is_none() && refused.is_empty() {
                return Ok(progress);
            }
            let partial = PartialWrite { progress, left: Self::of(left), refused };
            Err(Error::of_parts(stopped.map(|error| error.table_is(&connection.table)), partial))
        })
    }
}

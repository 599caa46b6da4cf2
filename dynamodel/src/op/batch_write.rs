//! Writing many items of one table.

mod entry;
mod pace;
mod partial;
mod run;
mod source;

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::task::{Context, Poll, Waker};

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemInput;
use aws_sdk_dynamodb::operation::batch_write_item::builders::BatchWriteItemFluentBuilder;
use futures_core::Stream;

pub use entry::BatchOperation;
use entry::Entry;
pub(super) use entry::{entry_of, is_entry};
pub use partial::{BatchProgress, PartialWrite};
use run::MAX_ENTRIES;
pub(super) use run::{Outcome, Run};
pub(super) use source::{Given, Source};

use crate::client::Connection;
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;

/// How many requests are under way at the same time, unless told otherwise.
const CONCURRENCY: usize = 4;

/// Called whenever a request has ended.
pub(super) type OnProgress = Box<dyn FnMut(&BatchProgress) + Send + Sync>;

/// Puts and deletes many items of one table, of one entity or of several.
///
/// `BatchWriteItem` requests of at most 25 operations and 16 MB, four at a time unless
/// [`concurrency`](Self::concurrency) says otherwise; each operation costs what it costs alone. A batch is
/// no transaction: each item is written or not for itself, and readers see them come one by one.
///
/// What `DynamoDB` leaves unprocessed goes into one of the next requests, after a pause that grows with each
/// request that writes nothing. After eight of those in a row, or an error that is no throttling, the batch stops and
/// gives [back](PartialWrite) what is left. Of two operations on one key the later wins: they are never
/// under way together, and an earlier one that was not sent yet is left out.
///
/// An entity with lookups or unique fields cannot go into a batch, because its copies and markers are written in a
/// transaction. Nor can one with a version or a time of its writes (`version`, `created_at`, `updated_at`): a batch
/// stores what it is given, and checks and fills in nothing. [`create_many`](crate::op::create_many) makes a request for
/// each value of these. Nor can one that shares its keys with another entity, and nothing that has a
/// condition.
///
/// ```
/// # use dynamodel::{BatchWrite, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "user-{user_id}", sk = "_root")]
/// # struct User { user_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
/// # #[key(pk = "video-{video_id}", sk = "_root")]
/// # struct Video { video_id: u64 }
/// # #[derive(Clone, Debug, PartialEq, Table)]
/// # #[table(name = "entities", type_attribute = "entity_type")]
/// # enum YouTube { User(User), Video(Video) }
/// # #[cfg(feature = "embedded")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// # let table = YouTube::table(dynamodel::embedded::client());
/// # table.create().await?;
/// let users = (1..=100).map(|user_id| User { user_id }.put()).collect::<BatchWrite<YouTube>>();
/// let done = users.and(Video { video_id: 2 }.put()).and(Video::delete(3)).send(&table).await?;
/// assert_eq!((done.written, done.requests), (102, 5));
/// # Ok(())
/// # }
/// # #[cfg(feature = "embedded")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
/// ```
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchWrite<T> {
    source: Source,
    concurrency: usize,
    on_progress: Option<OnProgress>,
    table: PhantomData<fn() -> T>,
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

    /// How many operations it holds, without those that an iterator or a stream will give.
    #[must_use]
    pub fn at_hand(&self) -> usize {
        self.source.at_hand()
    }

    /// Whether it holds everything that it will write.
    fn is_at_hand(&self) -> bool {
        self.source.is_at_hand()
    }
}

impl<T: Table> BatchWrite<T> {
    /// Writes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes one more item.
    pub fn and<O: BatchOperation<T>>(mut self, operation: O) -> Self {
        self.source.push(operation.into_entry());
        self
    }

    /// Writes what the iterator gives; it is asked when there is room in a request, so that however much it
    /// gives takes little memory.
    pub fn and_each<O, I>(mut self, operations: I) -> Self
    where
        O: BatchOperation<T>,
        I: IntoIterator<Item = O>,
        I::IntoIter: Send + 'static,
    {
        self.source.iterator(operations.into_iter().map(O::into_entry));
        self
    }

    /// Writes what the stream gives; it is asked when there is room in a request. A request is sent when it is
    /// full or nothing more comes.
    pub fn and_stream<O, S>(mut self, operations: S) -> Self
    where
        O: BatchOperation<T>,
        S: Stream<Item = O> + Send + 'static,
    {
        self.source.stream::<T, O, S>(operations);
        self
    }

    /// How many requests may be under way at the same time. 0 counts as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Calls `on_progress` whenever a request has ended.
    pub fn progress(mut self, on_progress: impl FnMut(&BatchProgress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }
}

impl<T: Table, O: BatchOperation<T>> FromIterator<O> for BatchWrite<T> {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        operations.into_iter().fold(Self::new(), Self::and)
    }
}

impl<T: Table> BatchWrite<T> {
    /// The first request, as it would be sent, of the operations that are there without waiting.
    ///
    /// # Errors
    ///
    /// One of its operations cannot be sent: a key is invalid, or an item too large.
    pub fn request(mut self, table: &TableClient<T>) -> Result<BatchWriteItemInput, Error> {
        let mut queue = VecDeque::new();
        let mut cx = Context::from_waker(Waker::noop());
        while queue.len() < MAX_ENTRIES {
            let Poll::Ready(Some(given)) = self.source.poll_next(&mut cx) else { break };
            run::enqueue(&mut queue, given.map_err(|error| error.table_is(table.name()))?);
        }
        let request = build(table.connection(), &run::take_chunk(&mut queue))?;
        let input = request.as_input().clone().build();
        input.map_err(|error| table.connection().unbuilt("BatchWriteItem", error))
    }

    /// Sends it. What could not be written comes back; what was refused because its key or item is
    /// invalid does not keep the others from being written.
    ///
    /// # Errors
    ///
    /// The batch stopped, or operations were refused; then the error is that of the first. [`Error::partial`] is a
    /// [`PartialWrite`]: how much was written, what is left as a batch that can be sent again, and each operation that
    /// was refused.
    pub fn send(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<BatchProgress, Error>> + Send + use<T> {
        let connection = table.connection().clone();
        async move {
            let run = Run::new(&connection, T::META, self.source, self.concurrency, self.on_progress);
            let Outcome { progress, refused, left, stopped } = run.finish().await;
            if stopped.is_none() && refused.is_empty() {
                return Ok(progress);
            }
            let partial = PartialWrite { progress, left: Self::of(left), refused };
            Err(Error::of_parts(stopped.map(|error| error.table_is(&connection.table)), partial))
        }
    }
}

fn build(connection: &Connection, entries: &[Entry]) -> Result<BatchWriteItemFluentBuilder, Error> {
    let requests = entries.iter().map(Entry::request).collect::<Result<Vec<_>, _>>();
    let requests = requests.map_err(|error| connection.unbuilt("BatchWriteItem", error))?;
    let request = connection.client.batch_write_item().request_items(&*connection.table, requests);
    Ok(request.set_return_consumed_capacity(connection.return_capacity()))
}

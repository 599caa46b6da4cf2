//! Removing all items of a query.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use futures_util::future::ready;
use futures_util::stream::{BoxStream, FuturesUnordered, Peekable, StreamExt as _};

use super::batch_write::{Outcome, Run, Source, entry_of, is_entry};
use super::delete::Removal;
use crate::client::{Sending, TableClient, bisection};
use crate::error::Error;
use crate::error::PartialOutcome;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::op::Delete;
use crate::read::finding::Member;
use crate::read::pattern::ReadSource;
use crate::read::select::Select;
use crate::read::selection::{Output, Selection, View};
use crate::schema::item::Item;
use crate::write::{Write, send_with_throttle_retry};

/// The requests in flight at the same time by default.
const CONCURRENCY: usize = 4;

/// The callback for the number of removed items.
type OnProgress = Box<dyn FnMut(usize) + Send + Sync>;

/// Removes all items of a query: `Comment::of_video(7).delete_all()`.
///
/// Reads the items page by page and removes them while more are read, in `BatchWriteItem` requests of 25. Items of an
/// entity with lookups or unique fields are removed each in a transaction with their copies and markers; if the query
/// reads copies or parts of items, a consistent `GetItem` precedes it. Every removal costs as much as alone, and the
/// query as much as reading it.
///
/// It is not a transaction: items that others add meanwhile may stay, and an item that leaves the range of the query after
/// it was read is still removed. Send it again to remove the rest.
#[must_use = "an operation does nothing until it is sent"]
pub struct DeleteAll<A: ReadSource, Out = Key<<A as ReadSource>::Entity>> {
    raw: Select,
    concurrency: usize,
    on_progress: Option<OnProgress>,
    types: PhantomData<fn() -> (A, Out)>,
}

/// Not all of the items were removed: [`Error::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialDelete {
    /// The number of items that are known to be removed.
    pub deleted: usize,
    /// The reason for each item that cannot be removed; [`Error::key`] is its key. Other items are still removed.
    pub refused: Vec<Error>,
}

impl fmt::Display for PartialDelete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} items were removed", self.deleted)?;
        if !self.refused.is_empty() {
            write!(f, ", {} were refused", self.refused.len())?;
        }
        Ok(())
    }
}

impl PartialOutcome for PartialDelete {
    fn first_failure(&self) -> Option<&Error> {
        self.refused.first()
    }
}

impl<A: ReadSource, Out> fmt::Debug for DeleteAll<A, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteAll")
            .field("raw", &self.raw)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}

impl<A: ReadSource, Out> DeleteAll<A, Out> {
    pub(super) fn new(raw: Select) -> Self {
        Self { raw, concurrency: CONCURRENCY, on_progress: None, types: PhantomData }
    }

    /// Sets how many requests may be in flight at the same time, beside the one that reads. 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let removed = Comment::of_video(7).delete_all().concurrency(2).send(&table).await?;
    /// assert_eq!(removed, 3);
    /// # Ok(()) });
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Calls `on_progress` with the number of removed items, whenever it has grown.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let removals = Comment::of_video(7).delete_all().progress(|removed| println!("{removed} removed"));
    /// removals.send(&table).await?;
    /// # Ok(()) });
    /// ```
    pub fn progress(mut self, on_progress: impl FnMut(usize) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }

    /// Removes the items and returns their number.
    ///
    /// # Errors
    ///
    /// A request failed, a key was malformed, or items were refused, such as a malformed item whose copies are not known.
    /// [`Error::partial`] is a [`PartialDelete`]: how many items were removed, and which were refused.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(Comment::of_video(7).delete_all().send(&table).await?, 3);
    /// assert_eq!(Comment::of_video(7).count(&table).await?, 0);
    /// # Ok(()) });
    /// ```
    pub fn send<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<usize>
    where
        Out: Selection<A, T> + Output<Item<A::Entity> = Key<A::Entity>>,
    {
        let found = found::<A, T, Out>(self.raw, table);
        let table = table.clone();
        let now = table.now();
        let (concurrency, on_progress) = (self.concurrency, self.on_progress);
        Sending::new(async move {
            let removals = found.map(move |found| {
                let (key, item) = found?;
                Ok(Delete::new(Ok(key)).into_write(now)?.of_read(item).in_batch())
            });
            let mut removals = removals.boxed().peekable();
            // One item of an entity is removed as all others are.
            let first = Pin::new(&mut removals).peek().await;
            let is_entry = |removal: &Removal| is_entry::<A::Entity, T>(removal);
            if first.is_some_and(|removal| removal.as_ref().is_ok_and(is_entry)) {
                in_batches::<A::Entity, T>(&table, removals, concurrency, on_progress).await
            } else {
                one_by_one::<A::Entity, T>(&table, removals, concurrency, on_progress).await
            }
        })
    }
}

/// The key of an item to remove, and the item where it is read whole.
type Found<E> = (Key<E>, Option<Item>);

/// Reads the keys of the items. An item with copies or markers is read whole where that is possible, at no further cost: it
/// need not be read again then.
fn found<A, T, Out>(
    raw: Select,
    table: &TableClient<T>,
) -> BoxStream<'static, Result<Found<A::Entity>, Error>>
where
    A: ReadSource,
    T: Holds<A::Entity>,
    Out: Selection<A, T> + Output<Item<A::Entity> = Key<A::Entity>>,
{
    let member = Member::new::<A::Entity, T>();
    if A::Entity::ENTITY.has_satellites() && raw.reads_stored_items(T::META) {
        return raw.prepare(table, member, &View::whole()).stream().boxed();
    }
    let keys = raw.prepare(table, member, &View::new::<A, T, Out>()).stream();
    keys.map(|key| Ok((key?, None))).boxed()
}

/// The removals of the items that are read.
type Removals = Peekable<BoxStream<'static, Result<Removal, Error>>>;

async fn in_batches<E: Stored, T: Holds<E>>(
    table: &TableClient<T>,
    removals: Removals,
    concurrency: usize,
    on_progress: Option<OnProgress>,
) -> Result<usize, Error> {
    let failed = Arc::new(Mutex::new(None));
    let mut source = Source::default();
    // The entries end where reading fails.
    source.push_stream(removals.scan(failed.clone(), |failed, removal| {
        let removal = removal.map_err(|error| *lock(failed) = Some(error));
        ready(removal.ok().map(|removal| entry_of::<E, T>(&removal, removal.plan::<E, T>(None))))
    }));
    let on_progress = on_progress.map(|mut on_progress| -> super::batch_write::OnProgress {
        Box::new(move |progress| on_progress(progress.written))
    });
    let run = Run::new(table.connection(), T::META, source, concurrency, on_progress);
    let Outcome { progress, refused, stopped, .. } = run.finish().await;
    let unread = lock(&failed).take();
    let refused = refused.into_iter().map(|refused| refused.error).collect();
    done(table, progress.written, refused, stopped.or(unread))
}

fn lock(failed: &Mutex<Option<Error>>) -> MutexGuard<'_, Option<Error>> {
    failed.lock().unwrap_or_else(PoisonError::into_inner)
}

fn done<T: Table>(
    table: &TableClient<T>,
    deleted: usize,
    refused: Vec<Error>,
    stopped: Option<Error>,
) -> Result<usize, Error> {
    if refused.is_empty() && stopped.is_none() {
        return Ok(deleted);
    }
    let stopped = stopped.map(|error| error.table_is(table.name()));
    Err(Error::of_parts(stopped, PartialDelete { deleted, refused }))
}

/// Returns `true` if the other items are still removed.
fn is_of_item(error: &Error) -> bool {
    bisection::is_of_entry(error)
        || error.is_malformed_item()
        || error.is_held_by_other()
        || error.is_untyped()
        || error.is_conflict() && !error.is_outcome_unknown()
}

/// The next event.
enum Event<W> {
    Read(Option<Result<W, Error>>),
    Removed(Result<(), Error>),
}

async fn one_by_one<E: Stored, T: Holds<E>>(
    table: &TableClient<T>,
    mut removals: Removals,
    concurrency: usize,
    mut on_progress: Option<OnProgress>,
) -> Result<usize, Error> {
    let mut in_flight = FuturesUnordered::new();
    let mut deleted = 0;
    let mut more = true;
    let mut refused = Vec::new();
    let mut failed = None;
    while more || !in_flight.is_empty() {
        let event = poll_fn(|context| {
            if let Poll::Ready(Some(removed)) = in_flight.poll_next_unpin(context) {
                return Poll::Ready(Event::Removed(removed));
            }
            if more && in_flight.len() < concurrency {
                return removals.poll_next_unpin(context).map(Event::Read);
            }
            Poll::Pending
        });
        match event.await {
            Event::Read(Some(Ok(removal))) => {
                let table = table.clone();
                in_flight.push(async move { send_with_throttle_retry::<E, T>(&table, removal).await });
            }
            Event::Read(None) => more = false,
            Event::Removed(Ok(())) => {
                deleted += 1;
                if let Some(on_progress) = &mut on_progress {
                    on_progress(deleted);
                }
            }
            Event::Removed(Err(error)) if is_of_item(&error) => refused.push(error),
            // The requests in flight end; no more are sent.
            Event::Read(Some(Err(error))) | Event::Removed(Err(error)) => {
                more = false;
                failed.get_or_insert(error);
            }
        }
    }
    done(table, deleted, refused, failed)
}

//! Removing all items of a query.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::batch_write::{NextEntry, Outcome, Run, Source, entry_of, is_entry};
use super::delete::Removal;
use crate::client::{Sending, TableClient, bisection};
use crate::error::Error;
use crate::error::PartialOutcome;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::op::Delete;
use crate::read::Items;
use crate::read::finding::Member;
use crate::read::pattern::ReadSource;
use crate::read::select::Select;
use crate::read::selection::{Output, Selection, View};
use crate::write::send_with_throttle_retry;

/// How many requests are under way at the same time, unless told otherwise.
const CONCURRENCY: usize = 4;

/// Called with the number of items that are removed.
type OnProgress = Box<dyn FnMut(usize) + Send + Sync>;

/// Removes all items of a query: `Comment::of_video(7).delete_all()`.
///
/// The items are read page by page and removed while more are read, in `BatchWriteItem` requests of 25; those of an
/// entity with lookups or unique fields each in a transaction with their copies and markers. Each costs what it costs alone, and the query
/// what it costs to read.
///
/// It is no transaction: items that somebody adds meanwhile may stay, and one that leaves the query's range
/// after it was read is removed all the same. Send it again to remove what is left.
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
    /// How many are known to be removed.
    pub deleted: usize,
    /// Why each item that cannot be removed was refused; [`Error::key`] says which it is. They do not keep the others from
    /// being removed.
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
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Calls `on_progress` with the number of removed items, whenever it has grown.
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
    pub fn send<T: Holds<A::Entity>>(self, table: &TableClient<T>) -> Sending<usize>
    where
        Out: Selection<A, T> + Output<Item<A::Entity> = Key<A::Entity>>,
    {
        let keys = self.raw.prepare(table, Member::new::<A::Entity, T>(), &View::new::<A, T, Out>()).stream();
        let table = table.clone();
        let (concurrency, on_progress) = (self.concurrency, self.on_progress);
        Sending::new(async move {
            let mut removals = Removals { keys, first: None };
            let removal = match removals.peek().await {
                Err(error) => return done(&table, 0, Vec::new(), Some(error)),
                Ok(None) => return Ok(0),
                Ok(Some(removal)) => removal,
            };
            // What holds for one item of an entity holds for all.
            if is_entry::<A::Entity, T>(removal) {
                in_batches(&table, removals, concurrency, on_progress).await
            } else {
                one_by_one(&table, removals, concurrency, on_progress).await
            }
        })
    }
}

/// The removals of the items that are read.
struct Removals<E> {
    keys: Items<Key<E>>,
    first: Option<Removal>,
}

impl<E: Stored> Removals<E> {
    async fn peek(&mut self) -> Result<Option<&Removal>, Error> {
        if self.first.is_none() {
            self.first = poll_fn(|cx| self.poll_next(cx)).await.transpose()?;
        }
        Ok(self.first.as_ref())
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Removal, Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        let key = ready!(Pin::new(&mut self.keys).poll_next(cx));
        Poll::Ready(key.map(|key| key.and_then(|key| Delete::new(Ok(key)).into_write())))
    }
}

/// Removals as the entries of a batch; they end where reading fails.
struct Entries<E, T> {
    removals: Removals<E>,
    failed: Arc<Mutex<Option<Error>>>,
    table: PhantomData<fn() -> T>,
}

impl<E: Stored, T: Holds<E>> Stream for Entries<E, T> {
    type Item = NextEntry;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<NextEntry>> {
        match ready!(self.removals.poll_next(cx)) {
            Some(Ok(removal)) => Poll::Ready(Some(entry_of::<E, T>(&removal))),
            Some(Err(error)) => {
                self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                Poll::Ready(None)
            }
            None => Poll::Ready(None),
        }
    }
}

async fn in_batches<E: Stored, T: Holds<E>>(
    table: &TableClient<T>,
    removals: Removals<E>,
    concurrency: usize,
    on_progress: Option<OnProgress>,
) -> Result<usize, Error> {
    let failed = Arc::new(Mutex::new(None));
    let mut source = Source::default();
    source.push_stream(Entries::<E, T> { removals, failed: failed.clone(), table: PhantomData });
    let on_progress = on_progress.map(|mut on_progress| -> super::batch_write::OnProgress {
        Box::new(move |progress| on_progress(progress.written))
    });
    let run = Run::new(table.connection(), T::META, source, concurrency, on_progress);
    let Outcome { progress, refused, stopped, .. } = run.finish().await;
    let unread = failed.lock().unwrap_or_else(PoisonError::into_inner).take();
    let refused = refused.into_iter().map(|refused| refused.error).collect();
    done(table, progress.written, refused, stopped.or(unread))
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

/// Returns `true` if the other items may be removed all the same.
fn is_of_item(error: &Error) -> bool {
    bisection::is_of_entry(error)
        || error.is_malformed_item()
        || error.is_held_by_other()
        || error.is_conflict() && !error.is_outcome_unknown()
}

/// What happens next.
enum Event<W> {
    Read(Option<Result<W, Error>>),
    Removed(Result<(), Error>),
}

async fn one_by_one<E: Stored, T: Holds<E>>(
    table: &TableClient<T>,
    mut removals: Removals<E>,
    concurrency: usize,
    mut on_progress: Option<OnProgress>,
) -> Result<usize, Error> {
    let (mut running, mut deleted, mut more) = (FuturesUnordered::new(), 0, true);
    let (mut refused, mut failed) = (Vec::new(), None);
    while more || !running.is_empty() {
        let event = poll_fn(|cx| {
            if let Poll::Ready(Some(removed)) = running.poll_next_unpin(cx) {
                return Poll::Ready(Event::Removed(removed));
            }
            if more && running.len() < concurrency {
                return removals.poll_next(cx).map(Event::Read);
            }
            Poll::Pending
        });
        match event.await {
            Event::Read(Some(Ok(removal))) => {
                let table = table.clone();
                running.push(async move { send_with_throttle_retry::<E, T>(&table, removal).await });
            }
            Event::Read(None) => more = false,
            Event::Removed(Ok(())) => {
                deleted += 1;
                if let Some(on_progress) = &mut on_progress {
                    on_progress(deleted);
                }
            }
            Event::Removed(Err(error)) if is_of_item(&error) => refused.push(error),
            // What is under way ends; nothing more is sent.
            Event::Read(Some(Err(error))) | Event::Removed(Err(error)) => {
                more = false;
                failed.get_or_insert(error);
            }
        }
    }
    done(table, deleted, refused, failed)
}

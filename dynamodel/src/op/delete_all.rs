//! Removing all items of a query.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::batch_write::{NextEntry, Outcome, Run, Source, entry_of, is_entry};
use super::delete::Removal;
use crate::client::{TableClient, bisection};
use crate::error::Error;
use crate::error::PartialOutcome;
use crate::item::key::Key;
use crate::item::stored::Stored;
use crate::item::table::{Holds, Table};
use crate::op::{Delete, Query};
use crate::read::Items;
use crate::read::view::Keys;
use crate::write::returns::send_with_throttle_retry;

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
pub struct DeleteAll<E, Open, P, U = ()> {
    query: Query<E, Open, P, Keys, U>,
    concurrency: usize,
    on_progress: Option<OnProgress>,
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

impl<E, Open, P, U> fmt::Debug for DeleteAll<E, Open, P, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteAll").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}

impl<E: Stored, Open, P, U> DeleteAll<E, Open, P, U> {
    pub(super) fn new(query: Query<E, Open, P, Keys, U>) -> Self {
        Self { query, concurrency: CONCURRENCY, on_progress: None }
    }

    /// How many requests may be under way at the same time, besides the one that reads. 0 counts as 1.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests.max(1);
        self
    }

    /// Calls `on_progress` with the number of items that are removed, whenever it has grown.
    pub fn progress(mut self, on_progress: impl FnMut(usize) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(on_progress));
        self
    }

    /// The same, of whose filter there is nothing left to show.
    pub(super) fn proven(self) -> DeleteAll<E, Open, P> {
        let Self { query, concurrency, on_progress } = self;
        DeleteAll { query: query.retyped(), concurrency, on_progress }
    }
}

impl<E: Stored, Open, P> DeleteAll<E, Open, P> {
    /// Sends it: how many items were removed.
    ///
    /// # Errors
    ///
    /// A request failed, a key was malformed, or items were refused, such as a malformed item whose copies are not known.
    /// [`Error::partial`] is a [`PartialDelete`]: how many items were removed, and which were refused.
    pub fn send<T: Holds<E>>(
        self,
        table: &TableClient<T>,
    ) -> impl Future<Output = Result<usize, Error>> + Send + use<E, T, Open, P> {
        let (table, keys) = (table.clone(), self.query.stream(table));
        let (concurrency, on_progress) = (self.concurrency, self.on_progress);
        async move {
            let mut removals = Removals { keys, first: None };
            let first = removals.peek().await;
            let removal = match first {
                Err(error) => return done(&table, 0, Vec::new(), Some(error)),
                Ok(None) => return Ok(0),
                Ok(Some(removal)) => removal,
            };
            // What holds for one item of an entity holds for all.
            if is_entry::<E, T>(removal) {
                in_batches(&table, removals, concurrency, on_progress).await
            } else {
                one_by_one(&table, removals, concurrency, on_progress).await
            }
        }
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
    table: std::marker::PhantomData<fn() -> T>,
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
    source.push_stream(Entries::<E, T> { removals, failed: failed.clone(), table: std::marker::PhantomData });
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

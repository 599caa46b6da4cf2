//! A stream of items.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::parallel::Parallel;
use super::{Batch, Walk};
use crate::error::Error;

/// What a request has brought, and what has ended it, if anything.
type Step<I> = Pin<Box<dyn Future<Output = (Walk<I>, Batch<I>, Result<(), Error>)> + Send>>;

/// The items of a query or scan, read page by page as they are wanted. It owns what it needs, so it
/// can be kept and returned.
///
/// A [`Stream`](futures_core::Stream) for the adapters of the `futures` crates; without them,
/// [`try_next`](Self::try_next).
pub struct Items<I> {
    ready: VecDeque<I>,
    state: State<I>,
}

enum State<I> {
    Idle(Box<Walk<I>>),
    Reading(Step<I>),
    Parallel(Box<Parallel<I>>),
    Failed(Error),
    Done,
}

impl<I: Send + 'static> Items<I> {
    /// The items of a reader, or nothing but the error of making one.
    pub(crate) fn new(reader: Result<impl Into<Walk<I>>, Error>) -> Self {
        let state = match reader {
            Ok(reader) => State::Idle(Box::new(reader.into())),
            Err(error) => State::Failed(error),
        };
        Self { ready: VecDeque::new(), state }
    }

    /// The items of a scan in segments.
    pub(crate) fn parallel(parallel: Parallel<I>) -> Self {
        Self { ready: VecDeque::new(), state: State::Parallel(Box::new(parallel)) }
    }

    /// The next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// A request failed or an item is malformed. It comes behind the items that were read before, and nothing
    /// comes after it.
    pub async fn try_next(&mut self) -> Result<Option<I>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<I> Unpin for Items<I> {}

impl<I: Send + 'static> Stream for Items<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Idle(reader) if reader.is_done() => return Poll::Ready(None),
                State::Idle(reader) => self.state = State::Reading(read(*reader)),
                State::Parallel(mut parallel) => match parallel.poll_batch(context) {
                    Poll::Pending => {
                        self.state = State::Parallel(parallel);
                        return Poll::Pending;
                    }
                    Poll::Ready(None) => return Poll::Ready(None),
                    Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(Some(Ok(batch))) => {
                        self.ready = batch.items.into();
                        self.state = State::Parallel(parallel);
                    }
                },
                State::Reading(mut step) => match step.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Reading(step);
                        return Poll::Pending;
                    }
                    Poll::Ready((reader, batch, ended)) => {
                        self.ready = batch.items.into();
                        self.state = match ended {
                            Ok(()) => State::Idle(Box::new(reader)),
                            Err(error) => State::Failed(error),
                        };
                    }
                },
            }
        }
    }
}

fn read<I: Send + 'static>(mut reader: Walk<I>) -> Step<I> {
    Box::pin(async move {
        let mut batch = Batch::default();
        let ended = reader.batch(&mut batch).await;
        (reader, batch, ended)
    })
}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

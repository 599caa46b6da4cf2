//! A stream of items.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::page::Page;
use crate::read::pager::Pager;

/// The items of a query or scan, read page by page as they are wanted. It owns everything it needs, so it can be kept
/// and returned.
///
/// A [`Stream`](futures_core::Stream) for the adapters of the `futures` crates; without them,
/// [`try_next`](Self::try_next).
pub struct Items<I> {
    ready: VecDeque<I>,
    state: State<I>,
}

enum State<I> {
    Idle(Box<Pager<I>>),
    Reading(BoxFuture<'static, (Page<I>, State<I>)>),
    Failed(Error),
    Done,
}

impl<I: Send + 'static> Items<I> {
    /// Streams the items of a pager, or nothing but the error of making one.
    pub(crate) fn new(pager: Result<Pager<I>, Error>) -> Self {
        let state = match pager {
            Ok(pager) => State::Idle(Box::new(pager)),
            Err(error) => State::Failed(error),
        };
        Self { ready: VecDeque::new(), state }
    }

    /// Returns the next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// A request failed or an item is malformed. The error comes behind the items that were read before, and nothing
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
            if let State::Reading(reading) = &mut self.state {
                let (page, state) = ready!(reading.as_mut().poll(context));
                self.ready = page.items.into();
                self.state = state;
                continue;
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Idle(pager) if !pager.is_done() => {
                    self.state = State::Reading(Box::pin(read_on(pager)))
                }
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Idle(_) | State::Reading(_) | State::Done => return Poll::Ready(None),
            }
        }
    }
}

/// Returns the items of the next requests, and how the stream continues behind them.
async fn read_on<I: Send + 'static>(mut pager: Box<Pager<I>>) -> (Page<I>, State<I>) {
    let mut page = Page::empty();
    let state = match pager.read_on(&mut page).await {
        Ok(()) => State::Idle(pager),
        Err(error) => State::Failed(error),
    };
    (page, state)
}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

//! The operations of a batch, in their order.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{BoxStream, StreamExt as _};

use super::entry::Entry;
use crate::error::Error;

/// An operation, or the reason why it cannot be sent.
pub(super) type NextEntry = Result<Entry, Error>;

/// Operations that are at hand, and streams of further ones.
#[derive(Default)]
pub(in crate::op) struct Source(VecDeque<Part>);

enum Part {
    Entry(Box<NextEntry>),
    // Behind a lock that nobody takes, so that the rest of a batch can be part of an error, which is `Sync`.
    Stream(Mutex<BoxStream<'static, NextEntry>>),
}

impl Source {
    pub(super) fn push(&mut self, entry: NextEntry) {
        self.0.push_back(Part::Entry(Box::new(entry)));
    }

    /// Puts an entry that was not written before the ones that are still to come.
    pub(super) fn push_front(&mut self, entry: Entry) {
        self.0.push_front(Part::Entry(Box::new(Ok(entry))));
    }

    pub(in crate::op) fn push_stream(&mut self, entries: impl Stream<Item = NextEntry> + Send + 'static) {
        self.0.push_back(Part::Stream(Mutex::new(entries.boxed())));
    }

    /// Returns the number of operations at hand.
    pub(super) fn at_hand(&self) -> usize {
        self.0.iter().filter(|part| matches!(part, Part::Entry(_))).count()
    }

    /// Returns `true` if all operations are at hand.
    pub(super) fn is_at_hand(&self) -> bool {
        self.at_hand() == self.0.len()
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<NextEntry>> {
        while let Some(part) = self.0.pop_front() {
            let mut stream = match part {
                Part::Entry(entry) => return Poll::Ready(Some(*entry)),
                Part::Stream(stream) => stream,
            };
            let entries = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
            let next = entries.poll_next_unpin(context);
            if !matches!(next, Poll::Ready(None)) {
                self.0.push_front(Part::Stream(stream));
                return next;
            }
        }
        Poll::Ready(None)
    }
}

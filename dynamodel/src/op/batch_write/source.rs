//! Where the operations of a batch come from.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::entry::{BatchOperation, Entry};
use crate::error::Error;

/// An operation, or why it cannot be one.
pub(in crate::op) type Given = Result<Entry, Error>;

/// Operations one after the other, some at hand and some still to be asked for.
#[derive(Default)]
pub(in crate::op) struct Source(VecDeque<Part>);

enum Part {
    One(Box<Given>),
    // Behind locks, which nobody ever takes, so that what is left of a batch can be part of an error that is
    // `Sync`.
    Iterator(Mutex<Box<dyn Iterator<Item = Given> + Send>>),
    Stream(Mutex<Pin<Box<dyn Stream<Item = Given> + Send>>>),
}

impl Source {
    pub(super) fn push(&mut self, given: Given) {
        self.0.push_back(Part::One(Box::new(given)));
    }

    /// Puts what could not be written before what is still to come.
    pub(super) fn push_front(&mut self, entry: Entry) {
        self.0.push_front(Part::One(Box::new(Ok(entry))));
    }

    pub(super) fn iterator(&mut self, iterator: impl Iterator<Item = Given> + Send + 'static) {
        self.0.push_back(Part::Iterator(Mutex::new(Box::new(iterator))));
    }

    pub(super) fn stream<T, O, S>(&mut self, stream: S)
    where
        T: 'static,
        O: BatchOperation<T>,
        S: Stream<Item = O> + Send + 'static,
    {
        let entries: Entries<T, S> = Entries(Box::pin(stream), PhantomData);
        self.given(entries);
    }

    pub(in crate::op) fn given(&mut self, stream: impl Stream<Item = Given> + Send + 'static) {
        self.0.push_back(Part::Stream(Mutex::new(Box::pin(stream))));
    }

    /// How many operations are at hand.
    pub(super) fn at_hand(&self) -> usize {
        self.0.iter().filter(|part| matches!(part, Part::One(_))).count()
    }

    pub(super) fn is_at_hand(&self) -> bool {
        self.at_hand() == self.0.len()
    }

    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Given>> {
        while let Some(part) = self.0.front_mut() {
            let given = match part {
                Part::One(_) => None,
                Part::Iterator(iterator) => iterator.get_mut().unwrap_or_else(PoisonError::into_inner).next(),
                Part::Stream(stream) => {
                    let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                    ready!(stream.as_mut().poll_next(cx))
                }
            };
            if given.is_some() {
                return Poll::Ready(given);
            }
            if let Some(Part::One(given)) = self.0.pop_front() {
                return Poll::Ready(Some(*given));
            }
        }
        Poll::Ready(None)
    }
}

/// A stream of operations as one of their entries.
struct Entries<T, S>(Pin<Box<S>>, PhantomData<fn() -> T>);

impl<T, O: BatchOperation<T>, S: Stream<Item = O>> Stream for Entries<T, S> {
    type Item = Given;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Given>> {
        let next = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(next.map(O::into_entry))
    }
}

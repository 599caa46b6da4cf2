//! The rate at which a scan reads.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

/// A number of items in a second: each takes its share of time, in which no more are read.
pub(in crate::op) struct Pace {
    each: Duration,
    /// The end of the time that the items take which are already read.
    due: Instant,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    pub(in crate::op) fn new(rate: Option<u32>) -> Self {
        let each = rate.map_or(Duration::ZERO, |rate| Duration::from_secs(1) / rate.max(1));
        Self { each, due: Instant::now(), pause: None }
    }

    /// Returns `Ready` when more may be read.
    pub(in crate::op) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.each.is_zero() {
            return Poll::Ready(());
        }
        let due = self.due;
        if due > Instant::now() {
            let pause = self.pause.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(due)));
            ready!(pause.as_mut().poll(cx));
        }
        self.pause = None;
        Poll::Ready(())
    }

    /// Takes the time of a request that reads at most this many items.
    pub(in crate::op) fn take(&mut self, items: u32) {
        self.due = self.due.max(Instant::now()) + self.each * items;
    }

    /// Gives back the time of items that a request did not read.
    pub(in crate::op) fn give_back(&mut self, items: u32) {
        if let Some(due) = self.due.checked_sub(self.each * items) {
            self.due = due;
        }
        self.pause = None;
    }
}

//! How fast a backfill may read.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

/// So many items in a second: each takes its share of time, in which nothing more is read.
pub(super) struct Pace {
    each: Duration,
    /// When the time of what is read already is over.
    due: Instant,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    pub(super) fn new(rate: Option<u32>) -> Self {
        let each = rate.map_or(Duration::ZERO, |rate| Duration::from_secs(1) / rate.max(1));
        Self { each, due: Instant::now(), pause: None }
    }

    /// Ready when more may be read.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
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

    /// A request is sent that reads so many items at the most.
    pub(super) fn take(&mut self, items: u32) {
        self.due = self.due.max(Instant::now()) + self.each * items;
    }

    /// It has read so many fewer.
    pub(super) fn give_back(&mut self, items: u32) {
        if let Some(due) = self.due.checked_sub(self.each * items) {
            self.due = due;
        }
        self.pause = None;
    }
}

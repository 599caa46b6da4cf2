//! How fast a batch may go on.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Sleep;

use crate::client::bisection::pauses;

/// Pauses between requests, which grow with each that brings nothing.
pub(super) struct Pace {
    /// How often it has slowed down: requests that were sent together slow down once.
    round: usize,
    pauses: Box<dyn Iterator<Item = Duration> + Send>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { round: 0, pauses: Box::new(pauses()), pause: None }
    }

    /// The number under which a request is sent.
    pub(super) fn round(&self) -> usize {
        self.round
    }

    /// Ready when the next request may be sent.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        Poll::Ready(())
    }

    /// A request has written something.
    pub(super) fn progressed(&mut self) {
        self.pauses = Box::new(pauses());
    }

    /// A request of this round was not carried out wholly. False if that has been so too often in a row.
    pub(super) fn slow_down(&mut self, round: usize) -> bool {
        if round != self.round {
            return true;
        }
        self.round += 1;
        self.pause = self.pauses.next().map(|pause| Box::pin(tokio::time::sleep(pause)));
        self.pause.is_some()
    }
}

//! The pauses between the requests of a batch.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use backon::ExponentialBackoff;
use tokio::time::Sleep;

use crate::client::Retry;

/// Pauses between requests, which grow with each request that writes nothing.
pub(super) struct Pace {
    /// The number of slowdowns: requests that were sent together slow down once.
    round: usize,
    retry: Retry,
    pauses: ExponentialBackoff,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    pub(super) fn new(retry: Retry) -> Self {
        Self { round: 0, retry, pauses: retry.batch_pauses(), pause: None }
    }

    /// Returns the round of a request that is sent now.
    pub(super) fn round(&self) -> usize {
        self.round
    }

    /// Returns `Ready` when the next request may be sent.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        Poll::Ready(())
    }

    /// Starts with short pauses again, after a request that has written something.
    pub(super) fn progressed(&mut self) {
        self.pauses = self.retry.batch_pauses();
    }

    /// Pauses after a request of this round with unprocessed entries. Returns `false` after too many in a row.
    pub(super) fn slow_down(&mut self, round: usize) -> bool {
        if round != self.round {
            return true;
        }
        self.round += 1;
        self.pause = self.pauses.next().map(|pause| Box::pin(tokio::time::sleep(pause)));
        self.pause.is_some()
    }
}

//! Several requests at once, within one task: nothing is spawned, so that dropping the future stops them all
//! and their spans stay where they are.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The requests that are under way.
pub(super) struct Running<R>(Vec<Pin<Box<dyn Future<Output = R> + Send>>>);

impl<R> Running<R> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn start(&mut self, request: impl Future<Output = R> + Send + 'static) {
        self.0.push(Box::pin(request));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The result of one that has ended. All are polled: they are few, and each wakes the same task.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<R> {
        for at in 0..self.0.len() {
            if let Poll::Ready(result) = self.0[at].as_mut().poll(cx) {
                drop(self.0.swap_remove(at));
                return Poll::Ready(result);
            }
        }
        Poll::Pending
    }
}

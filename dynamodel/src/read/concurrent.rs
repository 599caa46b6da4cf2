//! Requests side by side.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Error;

/// Runs these side by side, at most `limit` at the same time, and gives their outputs in their order. The first
/// error ends them all.
pub(super) async fn side_by_side<T, F: Future<Output = Result<T, Error>> + Send>(
    futures: impl Iterator<Item = F>,
    limit: usize,
) -> Result<Vec<T>, Error> {
    let (mut waiting, mut running, mut done) = (futures.enumerate(), Vec::new(), Vec::new());
    loop {
        let free = limit.max(1).saturating_sub(running.len());
        running.extend(waiting.by_ref().take(free).map(|(at, future)| (at, Box::pin(future))));
        if running.is_empty() {
            break;
        }
        let (at, output) = poll_fn(|context| poll_any(&mut running, context)).await;
        done.push((at, output?));
    }
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, output)| output).collect())
}

/// Takes out one that has ended.
fn poll_any<F: Future>(
    running: &mut Vec<(usize, Pin<Box<F>>)>,
    context: &mut Context<'_>,
) -> Poll<(usize, F::Output)> {
    for (place, (at, future)) in running.iter_mut().enumerate() {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            let at = *at;
            drop(running.swap_remove(place));
            return Poll::Ready((at, output));
        }
    }
    Poll::Pending
}

//! Retries with jittered, exponentially growing pauses.

use std::future::Future;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder, Retryable};

use crate::error::{Error, Kind};

/// The number of attempts while other writers or transactions come between.
pub(crate) const ATTEMPTS: usize = 10;

/// Returns the pauses between the attempts.
pub(crate) fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(20))
        .with_max_delay(Duration::from_secs(2))
        .with_max_times(ATTEMPTS - 1)
        .with_jitter()
        .build()
}

/// Repeats `attempt` while `again` returns `true` for its error, at most [`ATTEMPTS`] times.
pub(crate) async fn retry<R, F>(
    attempt: impl FnMut() -> F,
    again: impl FnMut(&Error) -> bool,
) -> Result<R, Error>
where
    F: Future<Output = Result<R, Error>>,
{
    attempt.retry(pauses()).when(again).await
}

/// Returns the error after the last attempt that another writer or transaction came between.
pub(crate) fn conflict() -> Error {
    Error::new(Kind::Conflict { attempts: ATTEMPTS })
}

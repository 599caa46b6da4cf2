//! Retries with jittered, exponentially growing pauses.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder, Retryable};

use crate::client::Connection;
use crate::error::{Error, Kind};

/// The retries of the library: how often, and with what pauses. They are beside those of the SDK, which are set in its
/// [`RetryConfig`](aws_sdk_dynamodb::config::retry::RetryConfig).
///
/// | retried by the library | attempts | first pause | longest pause |
/// |---|---|---|---|
/// | a transaction or a transactional read, while another transaction is in flight on an item | 10 | 20 ms | 2 s |
/// | a throttled transaction, and throttled single writes of [`create_many`](crate::op::create_many), `delete_all` and backfills | 10 | 20 ms | 2 s |
/// | a write that was planned from a read, if another writer came between | 10 | 20 ms | 2 s |
/// | a batch: requests in a row of which nothing is processed | 9 | 50 ms | 5 s |
///
/// What is set here is for all of these; the others are as in the table. Each pause is twice the one before, up to the
/// longest, and jitter then adds up to as much again.
///
/// The SDK retries each request below that: lost connections, timeouts, errors of the server and throttling.
///
/// # Examples
///
/// ```
/// # use dynamodel_doc_model::*; example(async |table| {
/// use std::time::Duration;
///
/// use dynamodel::Retry;
///
/// let quick = table.retry(Retry::new().max_attempts(3).max_delay(Duration::from_millis(100)));
/// Video::update(7).add(Video::FIELDS.views, 1).exactly_once().send(&quick).await?;
/// # Ok(()) });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "retries are set on a `TableClient`"]
pub struct Retry {
    max_attempts: Option<usize>,
    min_delay: Option<Duration>,
    max_delay: Option<Duration>,
}

/// The defaults of one kind of retries.
struct Defaults {
    attempts: usize,
    min_delay: Duration,
    max_delay: Duration,
}

/// Other writers or transactions come between.
const CONFLICTS: Defaults =
    Defaults { attempts: 10, min_delay: Duration::from_millis(20), max_delay: Duration::from_secs(2) };

/// Nothing of a batch is processed.
const BATCHES: Defaults =
    Defaults { attempts: 9, min_delay: Duration::from_millis(50), max_delay: Duration::from_secs(5) };

impl Retry {
    /// Returns the defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(dynamodel::Retry::new(), dynamodel::Retry::default());
    /// ```
    pub const fn new() -> Self {
        Self { max_attempts: None, min_delay: None, max_delay: None }
    }

    /// Sets the number of attempts, with the first one. 1 retries nothing; 0 counts as 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let table = table.retry(dynamodel::Retry::new().max_attempts(1));
    /// # Ok(()) });
    /// ```
    pub const fn max_attempts(mut self, attempts: usize) -> Self {
        self.max_attempts = Some(if attempts == 0 { 1 } else { attempts });
        self
    }

    /// Sets the pause before the second attempt, without jitter.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::Duration;
    ///
    /// let table = table.retry(dynamodel::Retry::new().min_delay(Duration::from_millis(5)));
    /// # Ok(()) });
    /// ```
    pub const fn min_delay(mut self, pause: Duration) -> Self {
        self.min_delay = Some(pause);
        self
    }

    /// Sets the longest pause, without jitter. One shorter than the first pause shortens that too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::Duration;
    ///
    /// let table = table.retry(dynamodel::Retry::new().max_delay(Duration::from_millis(500)));
    /// # Ok(()) });
    /// ```
    pub const fn max_delay(mut self, pause: Duration) -> Self {
        self.max_delay = Some(pause);
        self
    }

    /// Returns the pauses while other writers or transactions come between.
    pub(crate) fn pauses(self) -> ExponentialBackoff {
        self.backoff(&CONFLICTS)
    }

    /// Returns the pauses between requests of which nothing is processed.
    pub(crate) fn batch_pauses(self) -> ExponentialBackoff {
        self.backoff(&BATCHES)
    }

    /// Returns the number of attempts while other writers or transactions come between.
    pub(crate) fn attempts(self) -> usize {
        self.max_attempts.unwrap_or(CONFLICTS.attempts)
    }

    fn backoff(self, defaults: &Defaults) -> ExponentialBackoff {
        let max_delay = self.max_delay.unwrap_or(defaults.max_delay.max(self.min_delay.unwrap_or_default()));
        ExponentialBuilder::default()
            .with_min_delay(self.min_delay.unwrap_or(defaults.min_delay).min(max_delay))
            .with_max_delay(max_delay)
            .with_max_times(self.max_attempts.unwrap_or(defaults.attempts) - 1)
            .with_jitter()
            .build()
    }
}

impl Connection {
    /// Repeats `attempt` while `again` returns `true` for its error, as often as a conflict is retried.
    pub(crate) async fn retry<R, F>(
        &self,
        attempt: impl FnMut() -> F,
        again: impl FnMut(&Error) -> bool,
    ) -> Result<R, Error>
    where
        F: Future<Output = Result<R, Error>>,
    {
        attempt.retry(self.retry.pauses()).when(again).await
    }

    /// Returns the error after the last attempt that another writer or transaction came between.
    pub(crate) fn conflict(&self) -> Error {
        Error::new(Kind::Conflict { attempts: self.retry.attempts() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pauses without jitter are at most half of those with it.
    fn is_about(pause: Duration, milliseconds: u64) -> bool {
        let least = Duration::from_millis(milliseconds);
        (least..=least * 2).contains(&pause)
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let retry = Retry::new().max_attempts(5).min_delay(Duration::from_millis(10));
        let pauses: Vec<Duration> = retry.max_delay(Duration::from_millis(40)).pauses().collect();
        assert_eq!(pauses.len(), 4);
        assert!(pauses.iter().zip([10, 20, 40, 40]).all(|(pause, wanted)| is_about(*pause, wanted)));
    }

    #[test]
    fn defaults_depend_on_what_is_retried() {
        assert_eq!((Retry::new().pauses().count(), Retry::new().batch_pauses().count()), (9, 8));
        let first = (Retry::new().pauses().next(), Retry::new().batch_pauses().next());
        assert!(first.0.is_some_and(|pause| is_about(pause, 20)));
        assert!(first.1.is_some_and(|pause| is_about(pause, 50)));
    }

    #[test]
    fn extreme_limits_are_no_panic() {
        assert_eq!(Retry::new().max_attempts(0).pauses().count(), 0);
        let longest = Retry::new().min_delay(Duration::MAX).max_delay(Duration::MAX).pauses();
        assert_eq!(longest.count(), 9);
        let short = Retry::new().max_delay(Duration::ZERO).pauses();
        assert!(short.into_iter().all(|pause| pause.is_zero()));
        let long = Retry::new().min_delay(Duration::from_mins(1)).pauses().next();
        assert!(long.is_some_and(|pause| is_about(pause, 60_000)));
    }
}

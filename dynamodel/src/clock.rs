//! The clock of a table client.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// A source of time.
#[derive(Clone, Default)]
pub(crate) enum Clock {
    /// The clock of the system.
    #[default]
    System,
    /// The function of [`with_clock`](crate::client::TableClient::with_clock).
    Custom(Arc<dyn Fn() -> SystemTime + Send + Sync>),
    /// A clock that always shows this time.
    Stopped(SystemTime),
}

impl Clock {
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self::Custom(Arc::new(now))
    }

    pub(crate) fn now(&self) -> SystemTime {
        match self {
            Self::System => SystemTime::now(),
            Self::Custom(now) => now(),
            Self::Stopped(time) => *time,
        }
    }

    /// A clock that always shows the current time of this one.
    pub(crate) fn stopped(&self) -> Self {
        Self::Stopped(self.now())
    }

    /// Whole seconds since 1970, rounded down, as `DynamoDB` counts time to live.
    pub(crate) fn epoch_seconds(&self) -> i64 {
        epoch_seconds(self.now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Whole seconds since 1970, rounded down and limited to `i64`.
pub(crate) fn epoch_seconds(time: SystemTime) -> i64 {
    since_epoch(time).0
}

/// [`epoch_seconds`], and the nanoseconds after them.
pub(crate) fn since_epoch(time: SystemTime) -> (i64, u32) {
    let before = match time.duration_since(UNIX_EPOCH) {
        Ok(since) => return (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), since.subsec_nanos()),
        Err(before) => before.duration(),
    };
    let seconds = i64::try_from(before.as_secs()).map_or(i64::MIN, |seconds| -seconds);
    match before.subsec_nanos() {
        0 => (seconds, 0),
        nanoseconds => (seconds.saturating_sub(1), 1_000_000_000 - nanoseconds),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Clock, SystemTime, UNIX_EPOCH, epoch_seconds};

    #[test]
    fn seconds_are_rounded_down_on_both_sides_of_1970() {
        let half = Duration::from_millis(500);
        assert_eq!(epoch_seconds(UNIX_EPOCH + half), 0);
        assert_eq!(epoch_seconds(UNIX_EPOCH - half), -1);
        assert_eq!(epoch_seconds(UNIX_EPOCH - Duration::from_secs(2)), -2);
    }

    #[test]
    fn the_default_is_the_time_of_the_system() {
        let before = SystemTime::now();
        let now = Clock::default().now();
        assert!(before <= now && now <= SystemTime::now());
    }
}

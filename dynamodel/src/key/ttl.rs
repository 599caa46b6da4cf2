//! Times as the values of TTL fields.

use super::instant::Instant;
use crate::codec::ttl::TtlValue;

#[diagnostic::do_not_recommend]
impl<T: Instant> TtlValue for T {
    fn epoch_seconds(&self) -> Option<i128> {
        Some(self.unix().into())
    }

    fn from_epoch_seconds(seconds: i128) -> Option<Self> {
        Self::from_unix(seconds.try_into().ok()?, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(feature = "jiff", feature = "chrono", feature = "time"))]
    #[test]
    fn the_crates_of_times_agree() {
        for seconds in [0, 1_577_836_800, -1] {
            let jiff = jiff::Timestamp::from_epoch_seconds(seconds);
            let chrono = chrono::DateTime::<chrono::Utc>::from_epoch_seconds(seconds);
            let time = time::OffsetDateTime::from_epoch_seconds(seconds);
            let all = [jiff.epoch_seconds(), chrono.epoch_seconds(), time.epoch_seconds()];
            assert_eq!(all, [Some(seconds); 3]);
        }
        let before = jiff::Timestamp::from_millisecond(-500).ok();
        assert_eq!(before.epoch_seconds(), Some(-1));
        assert_eq!(jiff::Timestamp::from_epoch_seconds(i64::MAX.into()), None);
    }
}

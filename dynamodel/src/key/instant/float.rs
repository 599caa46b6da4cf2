//! Seconds since 1970 as other languages print a float: `1580947200.0`, `1581292800.5`.

use super::form::{decimal_seconds, read_seconds, since_1970};
use super::{Instant, TimeFormat, canonical};
use crate::error::key::SegmentError;

/// The seconds with ten digits. Their texts sort as the times do.
const SECONDS: std::ops::Range<i64> = 1_000_000_000..10_000_000_000;
const RANGE: SegmentError = SegmentError::OutOfRange(
    "2001-09-09T01:46:40Z to 2286-11-20T17:46:39Z, whose seconds since 1970 have ten digits (`float`)",
);

pub(super) fn encode<T: Instant>(value: T, micros: bool, out: &mut String) -> Result<(), SegmentError> {
    let (seconds, nanosecond) = since_1970(value)?;
    if !SECONDS.contains(&seconds) {
        return Err(RANGE);
    }
    let nanosecond = if micros { nanosecond - nanosecond % 1_000 } else { nanosecond };
    out.push_str(&decimal_seconds(seconds, nanosecond, 1));
    Ok(())
}

pub(super) fn decode<T: Instant>(text: &str, format: TimeFormat) -> Result<T, SegmentError> {
    let micros = matches!(format, TimeFormat::UnixFloat { micros: true });
    let read = || {
        let (seconds, nanosecond) = read_seconds(text)?;
        T::from_unix(seconds, nanosecond)
    };
    let name = "the seconds since 1970 with a fraction, such as `1580947200.0`";
    canonical(text, name, read(), |value, out| encode(value, micros, out))
}

//! Data of the YouTube model. Only for binaries that have `mod model`.

use jiff::Timestamp;

/// 2020-01-01T00:00:00Z and this many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_577_836_800 + seconds).unwrap()
}

//! Truncated dates and times. All within one tick, such as a millisecond or a month, have one text, so a range over them is
//! exact only if it starts and ends between two ticks.

use std::ops::Bound;

use crate::error::key::SegmentError;

/// The position of a date or time in its tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The unit of the key.
    unit: &'static str,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    Inner,
    Last,
}

/// An end of a range of values.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Start,
    Stop,
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
impl Tick {
    /// The position of the first, the last or another value of a tick.
    pub(super) fn new(unit: &'static str, is_first: bool, is_last: bool) -> Self {
        let place = match (is_first, is_last) {
            (true, _) => Place::First,
            (_, true) => Place::Last,
            _ => Place::Inner,
        };
        Self { unit, place }
    }

    pub(super) fn is_whole(self) -> bool {
        self.place == Place::First
    }

    pub(super) fn unit(self) -> &'static str {
        self.unit
    }
}

impl Tick {
    /// Checks that a range with this end contains no part of a tick.
    pub(super) fn check(self, end: End, bound: Bound<()>) -> Result<(), SegmentError> {
        let needed = match (end, bound) {
            (End::Start, Bound::Included(())) | (End::Stop, Bound::Excluded(())) => Place::First,
            (End::Start, Bound::Excluded(())) | (End::Stop, Bound::Included(())) => Place::Last,
            (_, Bound::Unbounded) => return Ok(()),
        };
        if self.place == needed {
            return Ok(());
        }
        let unit = self.unit;
        Err(match end {
            End::Start => SegmentError::StartsWithin { unit },
            End::Stop => SegmentError::EndsWithin { unit },
        })
    }
}

//! Truncated times. Times within one tick, a millisecond or a second, have one text, so a range over them is exact only if
//! it starts and ends between two ticks.

use std::ops::Bound;

use crate::error::key::SegmentError;

/// The position of a time in its tick.
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
    /// The position of `nanosecond` in a tick of `size` nanoseconds. A leap second has nanoseconds from a billion on and
    /// shares the tick of the second before it.
    pub(super) fn new(unit: &'static str, size: u32, nanosecond: u32) -> Self {
        let place = match nanosecond % size {
            _ if nanosecond >= 1_000_000_000 => Place::Inner,
            0 => Place::First,
            offset if offset == size - 1 => Place::Last,
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

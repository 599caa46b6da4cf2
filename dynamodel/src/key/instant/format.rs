//! The specs of times in keys.

use super::{Civil, Zone, text_sets};
use crate::error::key::SegmentError;
use crate::key::integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
use crate::key::{Tick, spec};
use crate::schema::shape::Native;
use crate::schema::shape::Shape;

/// The format of a time.
#[derive(Clone, Copy, Debug)]
pub enum TimeFormat {
    /// As text, down to this unit.
    Text(Unit),
    /// As whole seconds since 1970.
    Unix(NumberFormat),
}

/// The smallest unit of a time in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `2020-02-01T09Z`
    Hour,
    /// `2020-02-01T09:00:00Z`
    Second,
    /// `2020-02-01T09:00:00.000Z`
    Millisecond,
    /// `2020-02-01T09:00:00.000000000Z`: all of the time.
    Nanosecond,
}

impl Unit {
    pub(super) const fn nanoseconds(self) -> u64 {
        match self {
            Self::Hour => 3_600_000_000_000,
            Self::Second => 1_000_000_000,
            Self::Millisecond => 1_000_000,
            Self::Nanosecond => 1,
        }
    }

    /// The digits after the second, and the nanoseconds of the last of them.
    pub(super) const fn fraction(self) -> Option<(usize, u32)> {
        match self {
            Self::Hour | Self::Second => None,
            Self::Millisecond => Some((3, 1_000_000)),
            Self::Nanosecond => Some((9, 1)),
        }
    }
}

/// A spec for a point in time.
#[diagnostic::on_unimplemented(
    message = "a time cannot be written with `{Self}` in a key",
    label = "a time takes `year`, `month`, `date`, `hour`, `s`, `ms` or `unix`, the last four also with `exact`"
)]
pub trait TimeSpec {
    #[doc(hidden)]
    const FORMAT: TimeFormat = TimeFormat::Text(Unit::Nanosecond);
    /// `true` if a time that is not whole is refused instead of truncated.
    #[doc(hidden)]
    const EXACT: bool = false;
}

/// A spec under which the bytes of a time sort like times.
#[diagnostic::on_unimplemented(
    message = "a time written with `{Self}` has no ranges",
    label = "remove `plain` from the template, or give a whole value: `.prefix(value)`",
    note = "unpadded seconds do not sort as numbers do"
)]
pub trait OrderedTimeSpec: TimeSpec {}

/// A spec for a date and time without a zone.
#[diagnostic::on_unimplemented(
    message = "a time without a zone cannot be written with `{Self}` in a key",
    label = "it takes `year`, `month`, `date`, `hour`, `s` or `ms`, the last three also with `exact`",
    note = "`unix` needs a point in time"
)]
pub trait CivilSpec: TimeSpec {}

impl TimeSpec for spec::Partition {}
impl TimeSpec for spec::Sort {}
impl TimeSpec for spec::SortLast {}
impl TimeSpec for spec::Marker {}
impl TimeSpec for spec::Millis {
    const FORMAT: TimeFormat = TimeFormat::Text(Unit::Millisecond);
}
impl TimeSpec for spec::Seconds {
    const FORMAT: TimeFormat = TimeFormat::Text(Unit::Second);
}
impl TimeSpec for spec::Hour {
    const FORMAT: TimeFormat = TimeFormat::Text(Unit::Hour);
}

impl OrderedTimeSpec for spec::Sort {}
impl OrderedTimeSpec for spec::SortLast {}
impl OrderedTimeSpec for spec::Millis {}
impl OrderedTimeSpec for spec::Seconds {}
impl OrderedTimeSpec for spec::Hour {}

impl CivilSpec for spec::Partition {}
impl CivilSpec for spec::Sort {}
impl CivilSpec for spec::SortLast {}
impl CivilSpec for spec::Marker {}
impl CivilSpec for spec::Millis {}
impl CivilSpec for spec::Seconds {}
impl CivilSpec for spec::Hour {}
impl<S: CivilSpec> CivilSpec for spec::Exact<S> {}

impl<S: NumberSpec> TimeSpec for spec::Unix<S> {
    const FORMAT: TimeFormat = TimeFormat::Unix(S::FORMAT);
}
impl<S: OrderedNumberSpec> OrderedTimeSpec for spec::Unix<S> {}

impl<S: TimeSpec> TimeSpec for spec::Exact<S> {
    const FORMAT: TimeFormat = S::FORMAT;
    const EXACT: bool = true;
}
impl<S: OrderedTimeSpec> OrderedTimeSpec for spec::Exact<S> {}

impl TimeFormat {
    pub(in crate::key) const fn shape(self, zone: Zone) -> Shape {
        match self {
            Self::Text(unit) => Shape::Fixed(text_sets(unit, zone)),
            Self::Unix(format) => format.shape(20, false),
        }
    }

    pub(in crate::key) const fn native(self) -> Native {
        match self {
            Self::Text(_) => Native::None,
            Self::Unix(format) => format.native(),
        }
    }

    pub(in crate::key) const fn is_lossless(self) -> bool {
        matches!(self, Self::Text(Unit::Nanosecond))
    }

    pub(in crate::key) const fn unit(self) -> Unit {
        match self {
            Self::Text(unit) => unit,
            Self::Unix(_) => Unit::Second,
        }
    }

    /// The position of a time among those that truncation makes equal. `None` if the key has all of it, or the time has no
    /// calendar date.
    pub(in crate::key) fn tick(self, value: impl Civil) -> Option<Tick> {
        let unit = self.unit();
        let name = match unit {
            Unit::Nanosecond => return None,
            Unit::Millisecond => "millisecond",
            Unit::Second => "second",
            Unit::Hour => "hour",
        };
        let (_, clock) = value.split()?;
        let nanoseconds = clock.nanoseconds_in(unit);
        let [is_first, is_last] =
            [0, unit.nanoseconds() - 1].map(|end| nanoseconds == end && !clock.is_leap());
        Some(Tick::new(name, is_first, is_last))
    }

    /// Refuses a time that would be truncated.
    pub(in crate::key) fn check_whole(self, value: impl Civil) -> Result<(), SegmentError> {
        match self.tick(value).filter(|tick| !tick.is_whole()) {
            Some(tick) => Err(SegmentError::NotWhole { unit: tick.unit() }),
            None => Ok(()),
        }
    }
}

//! The specs of times in keys.

use super::layout::{Fraction, Layout};
use super::{Civil, Zone};
use crate::error::key::SegmentError;
use crate::key::integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
use crate::key::{Tick, spec};
use crate::schema::shape::Native;

/// The format of a time.
#[derive(Clone, Copy, Debug)]
pub enum TimeFormat {
    /// RFC 3339, down to this unit.
    Text {
        /// The smallest unit.
        unit: Unit,
        /// `true` for `t` and `z` instead of `T` and `Z`.
        lower: bool,
        /// `true` for `+00:00` instead of `Z`.
        offset: bool,
    },
    /// RFC 3339 with `+00:00` and a fraction of 0, 3, 6 or 9 digits.
    Offset {
        /// `true` for `t` instead of `T`.
        lower: bool,
    },
    /// As the type's `Display` writes it.
    Display,
    /// As whole seconds since 1970.
    Unix(NumberFormat),
    /// As whole milliseconds since 1970.
    UnixMillis(NumberFormat),
    /// As seconds since 1970 with a fraction of at least one digit.
    UnixFloat {
        /// `true` to cut the time to microseconds.
        micros: bool,
    },
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
    /// `2020-02-01T09:00:00.000000Z`
    Microsecond,
    /// `2020-02-01T09:00:00.000000000Z`: all of the time.
    Nanosecond,
}

impl Unit {
    pub(super) const fn nanoseconds(self) -> u64 {
        match self {
            Self::Hour => 3_600_000_000_000,
            Self::Second => 1_000_000_000,
            Self::Millisecond => 1_000_000,
            Self::Microsecond => 1_000,
            Self::Nanosecond => 1,
        }
    }

    /// The digits after the second.
    pub(super) const fn fraction(self) -> Fraction {
        match self {
            Self::Hour | Self::Second => Fraction::None,
            Self::Millisecond => Fraction::Digits(3),
            Self::Microsecond => Fraction::Digits(6),
            Self::Nanosecond => Fraction::Digits(9),
        }
    }
}

/// A spec for a point in time.
#[diagnostic::on_unimplemented(
    message = "a time cannot be written with `{Self}` in a key",
    label = "a time takes `year`, `month` or `date`; `hour`, `s`, `ms`, `us`, `ns` or `unix`; `offset` or `display`",
    note = "`exact` refuses times that are not whole; `lower` and `offset` go with the units from `s` to `ns`"
)]
pub trait TimeSpec {
    #[doc(hidden)]
    const FORMAT: TimeFormat = TimeFormat::of(Unit::Nanosecond);
    /// `true` if a time that is not whole is refused instead of truncated.
    #[doc(hidden)]
    const EXACT: bool = false;
}

/// A spec under which the bytes of a time sort like times.
#[diagnostic::on_unimplemented(
    message = "a time written with `{Self}` has no ranges",
    label = "remove `plain`, `display` or `float` from the template, or give a whole value: `.prefix(value)`",
    note = "unpadded seconds, and fractions of different lengths, do not sort as times do; `unix:float` does at the end of a key"
)]
pub trait OrderedTimeSpec: TimeSpec {}

/// A spec for a date and time without a zone.
#[diagnostic::on_unimplemented(
    message = "a time without a zone cannot be written with `{Self}` in a key",
    label = "it takes `year`, `month` or `date`; `hour`, `s`, `ms`, `us` or `ns`; or `display`",
    note = "`unix` and `offset` need a point in time"
)]
pub trait CivilSpec: TimeSpec {}

impl TimeSpec for spec::Partition {}
impl TimeSpec for spec::Sort {}
impl TimeSpec for spec::SortLast {}
impl TimeSpec for spec::Marker {}
impl TimeSpec for spec::Nanos {}
impl TimeSpec for spec::Micros {
    const FORMAT: TimeFormat = TimeFormat::of(Unit::Microsecond);
}
impl TimeSpec for spec::Millis {
    const FORMAT: TimeFormat = TimeFormat::of(Unit::Millisecond);
}
impl TimeSpec for spec::Seconds {
    const FORMAT: TimeFormat = TimeFormat::of(Unit::Second);
}
impl TimeSpec for spec::Hour {
    const FORMAT: TimeFormat = TimeFormat::of(Unit::Hour);
}
impl<S: TimeSpec> TimeSpec for spec::Lower<S> {
    const FORMAT: TimeFormat = S::FORMAT.lowered();
}
impl<S: TimeSpec> TimeSpec for spec::Offset<S> {
    const FORMAT: TimeFormat = S::FORMAT.with_offset();
}
impl TimeSpec for spec::ShortOffset {
    const FORMAT: TimeFormat = TimeFormat::Offset { lower: false };
}
impl TimeSpec for spec::Display {
    const FORMAT: TimeFormat = TimeFormat::Display;
}

impl OrderedTimeSpec for spec::Sort {}
impl OrderedTimeSpec for spec::SortLast {}
impl OrderedTimeSpec for spec::Nanos {}
impl OrderedTimeSpec for spec::Micros {}
impl OrderedTimeSpec for spec::Millis {}
impl OrderedTimeSpec for spec::Seconds {}
impl OrderedTimeSpec for spec::Hour {}
impl<S: OrderedTimeSpec> OrderedTimeSpec for spec::Lower<S> {}
impl<S: OrderedTimeSpec> OrderedTimeSpec for spec::Offset<S> {}
// `+` sorts before `.` and the digits, so a short fraction sorts before a longer one.
impl OrderedTimeSpec for spec::ShortOffset {}

impl CivilSpec for spec::Partition {}
impl CivilSpec for spec::Sort {}
impl CivilSpec for spec::SortLast {}
impl CivilSpec for spec::Marker {}
impl CivilSpec for spec::Nanos {}
impl CivilSpec for spec::Micros {}
impl CivilSpec for spec::Millis {}
impl CivilSpec for spec::Seconds {}
impl CivilSpec for spec::Hour {}
impl CivilSpec for spec::Display {}
impl<S: CivilSpec> CivilSpec for spec::Lower<S> {}
impl<S: CivilSpec> CivilSpec for spec::Exact<S> {}

impl<S: NumberSpec> TimeSpec for spec::Unix<S> {
    const FORMAT: TimeFormat = TimeFormat::Unix(S::FORMAT);
}
impl<S: OrderedNumberSpec> OrderedTimeSpec for spec::Unix<S> {}

impl<S: NumberSpec> TimeSpec for spec::UnixMillis<S> {
    const FORMAT: TimeFormat = TimeFormat::UnixMillis(S::FORMAT);
}
impl<S: OrderedNumberSpec> OrderedTimeSpec for spec::UnixMillis<S> {}

impl<P: spec::Position> TimeSpec for spec::UnixFloat<P> {
    const FORMAT: TimeFormat = TimeFormat::UnixFloat { micros: false };
}
impl<P: spec::Position> TimeSpec for spec::UnixFloatMicros<P> {
    const FORMAT: TimeFormat = TimeFormat::UnixFloat { micros: true };
}
// A fraction sorts only if nothing follows it: `.5` is before `.55`, but `.5a` is behind `.55a`.
impl OrderedTimeSpec for spec::UnixFloat<spec::SortLast> {}
impl OrderedTimeSpec for spec::UnixFloatMicros<spec::SortLast> {}

impl<S: TimeSpec> TimeSpec for spec::Exact<S> {
    const FORMAT: TimeFormat = S::FORMAT;
    const EXACT: bool = true;
}
impl<S: OrderedTimeSpec> OrderedTimeSpec for spec::Exact<S> {}

impl TimeFormat {
    const fn of(unit: Unit) -> Self {
        Self::Text { unit, lower: false, offset: false }
    }

    const fn lowered(self) -> Self {
        match self {
            Self::Text { unit, offset, .. } => Self::Text { unit, lower: true, offset },
            Self::Offset { .. } => Self::Offset { lower: true },
            other => other,
        }
    }

    const fn with_offset(self) -> Self {
        match self {
            Self::Text { unit, lower, .. } => Self::Text { unit, lower, offset: true },
            other => other,
        }
    }

    /// The layout of the text, for a type with this `Display`. Seconds as a number have none, and get the default.
    pub(in crate::key) const fn layout(self, zone: Zone, display: Layout) -> Layout {
        let (unit, lower, offset) = match self {
            Self::Text { unit, lower, offset } => (unit, lower, offset),
            Self::Offset { lower } => (Unit::Nanosecond, lower, true),
            Self::Display => return display,
            Self::Unix(_) | Self::UnixMillis(_) | Self::UnixFloat { .. } => (Unit::Nanosecond, false, false),
        };
        let suffix = match zone {
            Zone::None => "",
            Zone::Utc if offset => "+00:00",
            Zone::Utc if lower => "z",
            Zone::Utc => "Z",
        };
        let fraction = match self {
            Self::Offset { .. } => Fraction::Thousands,
            _ => unit.fraction(),
        };
        let separator = if lower { 't' } else { 'T' };
        Layout { to_hour: matches!(unit, Unit::Hour), fraction, separator, pads_hour: true, suffix }
    }

    pub(in crate::key) const fn native(self) -> Native {
        match self {
            Self::Text { .. } | Self::Offset { .. } | Self::Display | Self::UnixFloat { .. } => Native::None,
            Self::Unix(format) | Self::UnixMillis(format) => format.native(),
        }
    }

    pub(in crate::key) const fn is_lossless(self) -> bool {
        matches!(self.unit(), Unit::Nanosecond)
    }

    /// The smallest unit in the key.
    const fn unit(self) -> Unit {
        match self {
            Self::Text { unit, .. } => unit,
            Self::Offset { .. } | Self::Display | Self::UnixFloat { micros: false } => Unit::Nanosecond,
            Self::UnixFloat { micros: true } => Unit::Microsecond,
            Self::Unix(_) => Unit::Second,
            Self::UnixMillis(_) => Unit::Millisecond,
        }
    }

    /// The number format, if the key is a number.
    pub(super) const fn number(self) -> Option<NumberFormat> {
        match self {
            Self::Unix(format) | Self::UnixMillis(format) => Some(format),
            Self::Text { .. } | Self::Offset { .. } | Self::Display | Self::UnixFloat { .. } => None,
        }
    }

    /// How many of the number's units a second has.
    pub(super) const fn per_second(self) -> u64 {
        match self {
            Self::UnixMillis(_) => 1_000,
            _ => 1,
        }
    }

    /// The position of a time among those that truncation makes equal. `None` if the key has all of it, or the time has no
    /// calendar date.
    pub(in crate::key) fn tick(self, value: impl Civil) -> Option<Tick> {
        let unit = self.unit();
        let name = match unit {
            Unit::Nanosecond => return None,
            Unit::Microsecond => "microsecond",
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

//! The specs of times in keys.

use super::{Civil, NANOSECOND_DIGITS, Zone, text_sets, unit_size};
use crate::error::key::SegmentError;
use crate::key::integer::{NumberFormat, NumberSpec, OrderedNumberSpec};
use crate::key::{Tick, spec};
use crate::schema::shape::Native;
use crate::schema::shape::Shape;

/// The format of a time.
#[derive(Clone, Copy, Debug)]
pub enum TimeFormat {
    /// As text, with this many digits after the second.
    Text(usize),
    /// As whole seconds since 1970.
    Unix(NumberFormat),
}

/// A spec for a point in time.
#[diagnostic::on_unimplemented(
    message = "a time cannot be written with `{Self}` in a key",
    label = "a time takes `ms`, `s`, `unix` or `date`, the first three also with `exact`"
)]
pub trait TimeSpec {
    #[doc(hidden)]
    const FORMAT: TimeFormat = TimeFormat::Text(NANOSECOND_DIGITS);
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
    label = "it takes `ms`, `s` or `date`, the first two also with `exact`",
    note = "`unix` needs a point in time"
)]
pub trait CivilSpec: TimeSpec {}

impl TimeSpec for spec::Partition {}
impl TimeSpec for spec::Sort {}
impl TimeSpec for spec::SortLast {}
impl TimeSpec for spec::Marker {}
impl TimeSpec for spec::Millis {
    const FORMAT: TimeFormat = TimeFormat::Text(3);
}
impl TimeSpec for spec::Seconds {
    const FORMAT: TimeFormat = TimeFormat::Text(0);
}

impl OrderedTimeSpec for spec::Sort {}
impl OrderedTimeSpec for spec::SortLast {}
impl OrderedTimeSpec for spec::Millis {}
impl OrderedTimeSpec for spec::Seconds {}

impl CivilSpec for spec::Partition {}
impl CivilSpec for spec::Sort {}
impl CivilSpec for spec::SortLast {}
impl CivilSpec for spec::Marker {}
impl CivilSpec for spec::Millis {}
impl CivilSpec for spec::Seconds {}
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
            Self::Text(digits) => Shape::Fixed(text_sets(digits, zone)),
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
        matches!(self, Self::Text(NANOSECOND_DIGITS))
    }

    /// The digits after the second.
    pub(in crate::key) const fn digits(self) -> usize {
        match self {
            Self::Text(digits) => digits,
            Self::Unix(_) => 0,
        }
    }

    /// The position of a time among those that truncation makes equal. `None` if the key has all digits, or the time has no
    /// calendar date.
    pub(in crate::key) fn tick(self, value: impl Civil) -> Option<Tick> {
        let unit = match self.digits() {
            NANOSECOND_DIGITS => return None,
            0 => "second",
            _ => "millisecond",
        };
        let (_, clock) = value.split()?;
        Some(Tick::new(unit, unit_size(self.digits()), clock.nanosecond))
    }

    /// Refuses a time that would be truncated.
    pub(in crate::key) fn check_whole(self, value: impl Civil) -> Result<(), SegmentError> {
        match self.tick(value).filter(|tick| !tick.is_whole()) {
            Some(tick) => Err(SegmentError::NotWhole { unit: tick.unit() }),
            None => Ok(()),
        }
    }
}

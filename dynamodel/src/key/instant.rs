//! Dates and times of all crates: RFC 3339 in UTC with a fixed number of digits.

mod day;
mod float;
pub(crate) mod form;
mod format;
mod layout;

use std::fmt::Write as _;
use std::ops::Range;

use aws_sdk_dynamodb::types::AttributeValue;

use super::integer;
use crate::error::key::SegmentError;

pub use day::{DayFormat, DaySpec, OrderedDaySpec};
pub use format::{CivilSpec, OrderedTimeSpec, TimeFormat, TimeSpec, Unit};
pub(super) use layout::{Fraction, Layout, Texts};

/// The years with four digits.
const YEARS: SegmentError = SegmentError::OutOfRange("the years 0000 to 9999");
const LEAP_SECOND: SegmentError = SegmentError::OutOfRange("the seconds 00 to 59: it is a leap second");

/// The zone of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Utc,
    None,
}

/// A date of some crate.
pub(crate) trait Day: Copy {
    /// A date that every key refuses.
    const LEAST: Self;
    fn ymd(self) -> (i32, u8, u8);
    fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self>;
}

/// The time of day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    /// A billion or more within a leap second.
    pub(super) nanosecond: u32,
}

impl Clock {
    fn is_leap(self) -> bool {
        self.nanosecond >= 1_000_000_000
    }

    /// The nanoseconds since the start of the unit. A leap second shares the unit of the second before it.
    fn nanoseconds_in(self, unit: Unit) -> u64 {
        let seconds = u64::from(self.minute) * 60 + u64::from(self.second);
        (seconds * 1_000_000_000 + u64::from(self.nanosecond)) % unit.nanoseconds()
    }
}

/// A date and a time of day of some crate.
pub(crate) trait Civil: Copy {
    type Day: Day;
    const ZONE: Zone;
    /// The layout of the type's `Display`, in UTC.
    const DISPLAY: Layout;
    /// Splits date and time of day; `None` if the crate has no such date.
    fn split(self) -> Option<(Self::Day, Clock)>;
    fn join(day: Self::Day, clock: Clock) -> Option<Self>;
}

/// A point in time of some crate.
pub(crate) trait Instant: Civil + PartialEq {
    /// 1970-01-01.
    const EPOCH: Self;

    /// The second since 1970, rounded down.
    fn unix(self) -> i64;
    fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self>;
}

pub(super) fn encode<T: Instant, S: TimeSpec>(value: T, out: &mut String) -> Result<(), SegmentError> {
    if let TimeFormat::UnixFloat { micros } = S::FORMAT {
        return float::encode(value, micros, out);
    }
    let Some(format) = S::FORMAT.number() else { return encode_text(value, Texts::<T, S>::LAYOUT, out) };
    if value.split().is_some_and(|(_, clock)| clock.is_leap()) {
        return Err(LEAP_SECOND);
    }
    let units = units_of(value, S::FORMAT).ok_or(SegmentError::OutOfRange("the time since 1970"))?;
    integer::encode(units, format, out)
}

pub(super) fn decode<T: Instant, S: TimeSpec>(text: &str) -> Result<T, SegmentError> {
    match S::FORMAT.number() {
        Some(format) => of_units(integer::decode(text, format)?, S::FORMAT),
        None if matches!(S::FORMAT, TimeFormat::UnixFloat { .. }) => float::decode(text, S::FORMAT),
        None => decode_text(text, Texts::<T, S>::LAYOUT),
    }
}

pub(super) fn native<T: Instant, S: TimeSpec>(value: T) -> Option<AttributeValue> {
    Some(AttributeValue::N(units_of(value, S::FORMAT)?.to_string()))
}

pub(super) fn from_native<T: Instant, S: TimeSpec>(value: &AttributeValue) -> Result<T, SegmentError> {
    of_units(integer::from_native(value)?, S::FORMAT)
}

/// The whole seconds or milliseconds since 1970.
fn units_of<T: Instant>(value: T, format: TimeFormat) -> Option<u64> {
    let (seconds, per_second) = (u64::try_from(value.unix()).ok()?, format.per_second());
    if per_second == 1 {
        return Some(seconds);
    }
    let (_, clock) = value.split()?;
    let fraction = u64::from(clock.nanosecond) * per_second / 1_000_000_000;
    Some(seconds.checked_mul(per_second)? + fraction)
}

fn of_units<T: Instant>(units: u64, format: TimeFormat) -> Result<T, SegmentError> {
    let per_second = format.per_second();
    let read = || {
        let nanosecond = units % per_second * (1_000_000_000 / per_second);
        T::from_unix(i64::try_from(units / per_second).ok()?, u32::try_from(nanosecond).ok()?)
    };
    read().ok_or(SegmentError::Malformed("the seconds or milliseconds since 1970 of a time"))
}

pub(super) fn encode_text<T: Civil>(value: T, layout: Layout, out: &mut String) -> Result<(), SegmentError> {
    let (day, clock) = value.split().ok_or(YEARS)?;
    encode_day(day, DayFormat::Date, out)?;
    if clock.is_leap() {
        return Err(LEAP_SECOND);
    }
    layout.write(clock, out);
    Ok(())
}

pub(super) fn decode_text<T: Civil>(text: &str, layout: Layout) -> Result<T, SegmentError> {
    let read = || T::join(read_day(text, DayFormat::Date)?, layout.read(text)?);
    canonical(text, layout.name(), read(), |value, out| encode_text(value, layout, out))
}

pub(super) fn encode_day<D: Day>(day: D, format: DayFormat, out: &mut String) -> Result<(), SegmentError> {
    let (year, month, day) = day.ymd();
    if !(0..=9999).contains(&year) {
        return Err(YEARS);
    }
    // Writing to a `String` cannot fail.
    let _ = match format {
        DayFormat::Year => write!(out, "{year:04}"),
        DayFormat::Month => write!(out, "{year:04}-{month:02}"),
        DayFormat::Date => write!(out, "{year:04}-{month:02}-{day:02}"),
    };
    Ok(())
}

pub(super) fn decode_day<D: Day>(text: &str, format: DayFormat) -> Result<D, SegmentError> {
    canonical(text, format.name(), read_day(text, format), |day, out| encode_day(day, format, out))
}

/// Refuses a time that an exact spec would truncate.
pub(super) fn check_exact<S: TimeSpec>(value: impl Civil) -> Result<(), SegmentError> {
    if S::EXACT { S::FORMAT.check_whole(value) } else { Ok(()) }
}

/// The date in UTC. A time whose date does not exist gets one that every key refuses.
pub(super) fn truncate<C: Civil>(value: C) -> C::Day {
    value.split().map_or(C::Day::LEAST, |(day, _)| day)
}

/// Reads the first day of this date, month or year.
fn read_day<D: Day>(text: &str, format: DayFormat) -> Option<D> {
    let month = if format == DayFormat::Year { 1 } else { number(text, 5..7)? };
    let day = if format == DayFormat::Date { number(text, 8..10)? } else { 1 };
    D::from_ymd(number(text, 0..4)?, month, day)
}

fn number<N: std::str::FromStr>(text: &str, place: Range<usize>) -> Option<N> {
    text.get(place)?.parse().ok()
}

/// Returns the value if `text` is its canonical form.
fn canonical<T: Copy>(
    text: &str,
    what: &'static str,
    value: Option<T>,
    encode: impl FnOnce(T, &mut String) -> Result<(), SegmentError>,
) -> Result<T, SegmentError> {
    let value = value.ok_or(SegmentError::Malformed(what))?;
    let mut again = String::with_capacity(text.len());
    encode(value, &mut again)?;
    if again == text { Ok(value) } else { Err(SegmentError::Malformed(what)) }
}

/// Implements a segment for a date, a date and time without a zone, or a point in time.
macro_rules! time_segment {
    (day $type:ty, $form:ident) => {
        impl<S: $crate::key::DaySpec> $crate::key::KeySegment<S> for $type {
            type Arg<'a> = $type;
            const SHAPE: $crate::key::Shape = S::FORMAT.shape();
            const LOSSLESS: bool = S::FORMAT.is_lossless();
            const FORM: $crate::key::StoredForm = $crate::key::StoredForm::$form;

            fn as_arg(&self) -> $type {
                *self
            }

            fn encode(arg: &$type, out: &mut String) -> Result<(), $crate::key::SegmentError> {
                $crate::key::instant::encode_day(*arg, S::FORMAT, out)
            }

            fn decode(text: &str) -> Result<Self, $crate::key::SegmentError> {
                $crate::key::instant::decode_day(text, S::FORMAT)
            }

            fn tick(arg: &$type) -> Option<$crate::key::Tick> {
                S::FORMAT.tick(*arg)
            }
        }

        impl<S: $crate::key::OrderedDaySpec> $crate::key::OrderedSegment<S> for $type {}
        $crate::key::bare_argument!(
            $type => $type, $crate::key::DaySpec, |value| *value
        );
        $crate::key::instant::time_segment!(@$type => $type, |day| *day; Month, Year);
    };
    (civil $type:ty => $day:ty, $form:ident) => {
        $crate::key::instant::time_segment! {
            @$type => $day, $form, $crate::key::CivilSpec;

            fn encode(arg: &$type, out: &mut String) -> Result<(), $crate::key::SegmentError> {
                $crate::key::instant::check_exact::<S>(*arg)?;
                $crate::key::instant::encode_text(*arg, $crate::key::instant::Texts::<$type, S>::LAYOUT, out)
            }

            fn decode(text: &str) -> Result<Self, $crate::key::SegmentError> {
                $crate::key::instant::decode_text(text, $crate::key::instant::Texts::<$type, S>::LAYOUT)
            }
        }
    };
    (instant $type:ty => $day:ty, $form:ident) => {
        $crate::key::instant::time_segment! {
            @$type => $day, $form, $crate::key::TimeSpec;

            const NATIVE: $crate::key::Native = S::FORMAT.native();

            fn encode(arg: &$type, out: &mut String) -> Result<(), $crate::key::SegmentError> {
                $crate::key::instant::check_exact::<S>(*arg)?;
                $crate::key::instant::encode::<$type, S>(*arg, out)
            }

            fn decode(text: &str) -> Result<Self, $crate::key::SegmentError> {
                $crate::key::instant::decode::<$type, S>(text)
            }

            fn native(arg: &$type) -> Option<aws_sdk_dynamodb::types::AttributeValue> {
                $crate::key::instant::native::<$type, S>(*arg)
            }

            fn from_native(
                value: &aws_sdk_dynamodb::types::AttributeValue,
            ) -> Result<Self, $crate::key::SegmentError> {
                $crate::key::instant::from_native::<$type, S>(value)
            }
        }
    };
    (@$type:ty => $day:ty, $form:ident, $spec:path; $($format:tt)*) => {
        impl<S: $spec> $crate::key::KeySegment<S> for $type {
            type Arg<'a> = $type;
            const SHAPE: $crate::key::Shape = $crate::key::instant::Texts::<$type, S>::SHAPE;
            const LOSSLESS: bool = S::EXACT || S::FORMAT.is_lossless();
            const FORM: $crate::key::StoredForm = $crate::key::StoredForm::$form;

            fn as_arg(&self) -> $type {
                *self
            }

            fn tick(arg: &$type) -> Option<$crate::key::Tick> {
                S::FORMAT.tick(*arg).filter(|_| !S::EXACT)
            }

            $($format)*
        }

        impl<S: $spec + $crate::key::OrderedTimeSpec> $crate::key::OrderedSegment<S> for $type {}
        $crate::key::bare_argument!($type => $type, $spec, |value| *value);

        $crate::key::instant::time_segment!(
            @$type => $day, |time| $crate::key::instant::truncate(*time); Date, Month, Year
        );
    };
    (@$type:ty => $day:ty, |$value:ident| $truncated:expr; $($spec:ident),*) => {$(
        impl $crate::key::Truncate<$crate::key::spec::$spec> for $type {
            type Output = $day;

            fn truncate(&self) -> $day {
                let $value = self;
                $truncated
            }
        }
    )*};
}
pub(crate) use time_segment;

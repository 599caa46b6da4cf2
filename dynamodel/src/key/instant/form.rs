//! Stored forms of times: numbers and texts.

use super::{Fraction, Instant, LEAP_SECOND, Layout, decode_text, encode_text};
use crate::codec::digits::Digits;
use crate::codec::form::{Form, Scalar, Written};
use crate::error::key::SegmentError;

const NANOSECONDS: u32 = 1_000_000_000;

/// The seconds since 1970, rounded down, and the nanoseconds after them.
pub(super) fn since_1970<T: Instant>(value: T) -> Result<(i64, u32), SegmentError> {
    let nanosecond = value.split().map_or(0, |(_, clock)| clock.nanosecond);
    if nanosecond < NANOSECONDS { Ok((value.unix(), nanosecond)) } else { Err(LEAP_SECOND) }
}

/// Whole units since 1970, rounded down. `true` if the unit does not hold all of the time.
fn units<T: Instant, const PER_SECOND: u32>(value: T) -> Result<(i64, bool), String> {
    let (seconds, nanosecond) = since_1970(value).map_err(|error| error.to_string())?;
    let unit = NANOSECONDS / PER_SECOND;
    let units = seconds.checked_mul(PER_SECOND.into());
    let units = units.and_then(|units| units.checked_add((nanosecond / unit).into()));
    let units = units.ok_or("the time is too far from 1970")?;
    Ok((units, nanosecond % unit != 0))
}

fn from_units<T: Instant, const PER_SECOND: u32>(units: i64) -> Option<T> {
    let nanosecond = units.rem_euclid(PER_SECOND.into()) * i64::from(NANOSECONDS / PER_SECOND);
    T::from_unix(units.div_euclid(PER_SECOND.into()), nanosecond.try_into().ok()?)
}

/// Reads the text that [`i64`] writes.
fn canonical_integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// A time as a number of whole seconds (1) or milliseconds (1000) since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Epoch<const PER_SECOND: u32>;

impl<T: Instant, const PER_SECOND: u32> Form<T> for Epoch<PER_SECOND> {
    const NAME: &'static str = match PER_SECOND {
        1 => "a number of whole seconds since 1970",
        _ => "a number of whole milliseconds since 1970",
    };

    fn write(value: &T) -> Result<Written, String> {
        let (units, is_cut) = units::<T, PER_SECOND>(*value)?;
        Ok(Written::integer(units).cut_if(is_cut))
    }

    fn read(stored: Scalar<'_>) -> Option<T> {
        let Scalar::Number(digits) = stored else { return None };
        let digits = Digits::parse(digits).filter(Digits::is_storable)?;
        from_units::<T, PER_SECOND>(digits.integer()?.parse().ok()?)
    }
}

/// A time as a string of whole seconds (1) or milliseconds (1000) since 1970.
#[derive(Clone, Copy, Debug)]
pub struct EpochText<const PER_SECOND: u32>;

impl<T: Instant, const PER_SECOND: u32> Form<T> for EpochText<PER_SECOND> {
    const NAME: &'static str = match PER_SECOND {
        1 => "a string of whole seconds since 1970",
        _ => "a string of whole milliseconds since 1970",
    };

    fn write(value: &T) -> Result<Written, String> {
        let (units, is_cut) = units::<T, PER_SECOND>(*value)?;
        Ok(Written::text(units.to_string()).cut_if(is_cut))
    }

    fn read(stored: Scalar<'_>) -> Option<T> {
        let Scalar::Text(text) = stored else { return None };
        from_units::<T, PER_SECOND>(canonical_integer(text)?)
    }
}

/// Writes seconds with as few fraction digits as they need, and at least this many.
pub(super) fn decimal_seconds(seconds: i64, nanosecond: u32, least: usize) -> String {
    let all = i128::from(seconds) * i128::from(NANOSECONDS) + i128::from(nanosecond);
    let (whole, fraction) =
        (all.unsigned_abs() / u128::from(NANOSECONDS), all.unsigned_abs() % u128::from(NANOSECONDS));
    let fraction = format!("{fraction:09}");
    let digits = fraction.trim_end_matches('0').len().max(least);
    let point = if digits > 0 { "." } else { "" };
    format!("{}{whole}{point}{}", if all < 0 { "-" } else { "" }, fraction.get(..digits).unwrap_or_default())
}

/// Reads seconds of at most nine fraction digits, rounded down, and the nanoseconds after them.
pub(super) fn read_seconds(number: &str) -> Option<(i64, u32)> {
    let plain = Digits::parse(number).filter(Digits::is_storable)?.plain();
    let (is_negative, magnitude) = match plain.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, plain.as_str()),
    };
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    if fraction.len() > 9 {
        return None;
    }
    let (whole, nanosecond): (i64, u32) = (whole.parse().ok()?, format!("{fraction:0<9}").parse().ok()?);
    match (is_negative, nanosecond) {
        (false, _) => Some((whole, nanosecond)),
        (true, 0) => Some((-whole, 0)),
        (true, _) => Some((-whole - 1, NANOSECONDS - nanosecond)),
    }
}

/// A time as a number of seconds since 1970, with a fraction if it has one.
#[derive(Clone, Copy, Debug)]
pub struct EpochFloat;

impl<T: Instant> Form<T> for EpochFloat {
    const NAME: &'static str = "a number of seconds since 1970, with at most nine digits after the point";

    fn write(value: &T) -> Result<Written, String> {
        let (seconds, nanosecond) = since_1970(*value).map_err(|error| error.to_string())?;
        Ok(match nanosecond {
            0 => Written::integer(seconds),
            _ => Written::number(decimal_seconds(seconds, nanosecond, 0)),
        })
    }

    fn read(stored: Scalar<'_>) -> Option<T> {
        let Scalar::Number(number) = stored else { return None };
        let (seconds, nanosecond) = read_seconds(number)?;
        T::from_unix(seconds, nanosecond)
    }
}

/// A time as a string of seconds since 1970, with a fraction of at least one digit.
#[derive(Clone, Copy, Debug)]
pub struct EpochFloatText;

impl<T: Instant> Form<T> for EpochFloatText {
    const NAME: &'static str = "a string of seconds since 1970 with a fraction, such as `1580947200.0`";

    fn write(value: &T) -> Result<Written, String> {
        let (seconds, nanosecond) = since_1970(*value).map_err(|error| error.to_string())?;
        Ok(Written::text(decimal_seconds(seconds, nanosecond, 1)))
    }

    fn read(stored: Scalar<'_>) -> Option<T> {
        let Scalar::Text(text) = stored else { return None };
        let (seconds, nanosecond) = read_seconds(text)?;
        (decimal_seconds(seconds, nanosecond, 1) == text).then(|| T::from_unix(seconds, nanosecond))?
    }
}

/// A text of times in UTC, as a type.
pub(crate) trait TextForm {
    #[doc(hidden)]
    const NAME: &'static str;
    #[doc(hidden)]
    const DIGITS: Fraction;
    #[doc(hidden)]
    const ZONE: &'static str;
}

/// A time as text.
#[derive(Clone, Copy, Debug)]
pub struct TimeText<L>(std::marker::PhantomData<L>);

const fn layout<L: TextForm>() -> Layout {
    Layout::display('T', L::DIGITS, L::ZONE)
}

impl<T: Instant, L: TextForm> Form<T> for TimeText<L> {
    const NAME: &'static str = L::NAME;

    fn write(value: &T) -> Result<Written, String> {
        let mut text = String::new();
        encode_text(*value, layout::<L>(), &mut text).map_err(|error| error.to_string())?;
        let nanosecond = value.split().map_or(0, |(_, clock)| clock.nanosecond);
        Ok(Written::text(text).cut_if(L::DIGITS.cuts(nanosecond)))
    }

    fn read(stored: Scalar<'_>) -> Option<T> {
        match stored {
            Scalar::Text(text) => decode_text(text, layout::<L>()).ok(),
            Scalar::Number(_) => None,
        }
    }
}

/// Declares texts of times.
macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident: $example:literal, $digits:expr, $zone:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl TextForm for $name {
            const NAME: &'static str = concat!("a time in UTC, such as `", $example, "`");
            const DIGITS: Fraction = $digits;
            const ZONE: &'static str = $zone;
        }
    )*};
}
texts! {
    /// RFC 3339 with `Z`, to the second.
    UtcSeconds: "2024-05-01T00:00:00Z", Fraction::None, "Z";
    /// RFC 3339 with `Z`, to the millisecond.
    UtcMillis: "2024-05-01T00:00:00.000Z", Fraction::Digits(3), "Z";
    /// RFC 3339 with `Z`, to the microsecond.
    UtcMicros: "2024-05-01T00:00:00.000000Z", Fraction::Digits(6), "Z";
    /// RFC 3339 with `+00:00`, to the second.
    OffsetSeconds: "2024-05-01T00:00:00+00:00", Fraction::None, "+00:00";
    /// RFC 3339 with `+00:00`, to the millisecond.
    OffsetMillis: "2024-05-01T00:00:00.000+00:00", Fraction::Digits(3), "+00:00";
    /// RFC 3339 with `+00:00`, to the microsecond.
    OffsetMicros: "2024-05-01T00:00:00.000000+00:00", Fraction::Digits(6), "+00:00";
    /// ISO 8601 with `+0000`, to the microsecond.
    BasicOffsetMicros: "2024-05-01T00:00:00.000000+0000", Fraction::Digits(6), "+0000";
    /// RFC 3339 with `+00:00`, with microseconds if there are any.
    IsoFormat: "2024-05-01T00:00:00+00:00` or `2024-05-01T00:00:00.500000+00:00", Fraction::NoneOrMicros, "+00:00";
}

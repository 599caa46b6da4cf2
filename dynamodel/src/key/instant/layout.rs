//! The texts of times in keys.

use std::fmt::Write as _;
use std::marker::PhantomData;

use super::{Civil, Clock, TimeFormat, TimeSpec};
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;

/// The greatest digit at each position. Few texts within these are not in the calendar.
const GREATEST: &[u8] = b"9999-19-39T29:59:59.999999999";
/// The length of a date, and of a date with a time of day to the hour or to the second.
const DAY: usize = 10;
const HOUR: usize = 13;
const SECOND: usize = 19;
/// The longest text of one width.
const LONGEST: usize = GREATEST.len() + "+00:00".len();

/// The positions of a date.
pub(super) const DAY_SETS: &[ByteSet] = &day_sets();

/// The layout of a time as text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// `true` if the text ends with the hour.
    pub(super) to_hour: bool,
    pub(super) fraction: Fraction,
    /// Between the date and the time of day.
    pub(super) separator: char,
    /// `true` if an hour has two digits.
    pub(super) pads_hour: bool,
    /// The zone.
    pub(super) suffix: &'static str,
}

/// The digits after the second.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fraction {
    None,
    Digits(usize),
    /// None for whole seconds, otherwise six.
    NoneOrMicros,
    /// None, three, six or nine: as few as possible.
    Thousands,
    /// As few as possible, and at least this many.
    AtLeast(usize),
}

impl Fraction {
    /// The number of digits of this fraction.
    fn digits(self, nanosecond: u32) -> usize {
        let fits = |digits: &usize| nanosecond.is_multiple_of(unit_of(*digits));
        match self {
            Self::None => 0,
            Self::Digits(digits) => digits,
            Self::NoneOrMicros if nanosecond < 1_000 => 0,
            Self::NoneOrMicros => 6,
            Self::Thousands => [0, 3, 6].into_iter().find(fits).unwrap_or(9),
            Self::AtLeast(least) => (least..9).find(fits).unwrap_or(9),
        }
    }

    fn write(self, nanosecond: u32, out: &mut String) {
        let digits = self.digits(nanosecond);
        if digits > 0 {
            // Writing to a `String` cannot fail.
            let _ = write!(out, ".{:0digits$}", nanosecond / unit_of(digits));
        }
    }

    /// The number of bytes, if all fractions have as many.
    const fn width(self) -> Option<usize> {
        match self {
            Self::None => Some(0),
            Self::Digits(digits) => Some(1 + digits),
            Self::NoneOrMicros | Self::Thousands | Self::AtLeast(_) => None,
        }
    }

    /// Returns `true` if the digits do not hold all of this fraction.
    pub(super) fn cuts(self, nanosecond: u32) -> bool {
        !nanosecond.is_multiple_of(unit_of(self.digits(nanosecond)))
    }
}

/// The nanoseconds of the last of this many digits.
fn unit_of(digits: usize) -> u32 {
    (digits..9).fold(1, |unit, _| unit * 10)
}

impl Layout {
    /// The layout of a `Display` with this separator, fraction and zone.
    pub(in crate::key) const fn display(separator: char, fraction: Fraction, suffix: &'static str) -> Self {
        Self { to_hour: false, fraction, separator, pads_hour: true, suffix }
    }

    /// The layout with hours of one digit before ten.
    #[cfg(feature = "time")]
    pub(in crate::key) const fn unpadded(self) -> Self {
        Self { pads_hour: false, ..self }
    }

    pub(super) fn write(self, clock: Clock, out: &mut String) {
        let Clock { hour, minute, second, nanosecond } = clock;
        out.push(self.separator);
        let width = if self.pads_hour { 2 } else { 1 };
        let _ = write!(out, "{hour:0width$}");
        if !self.to_hour {
            let _ = write!(out, ":{minute:02}:{second:02}");
            self.fraction.write(nanosecond, out);
        }
        out.push_str(self.suffix);
    }

    /// Reads the time of day behind the date. The caller compares the text with the written value.
    pub(super) fn read(self, text: &str) -> Option<Clock> {
        let text = text.get(DAY + 1..)?.strip_suffix(self.suffix)?;
        if self.to_hour {
            return Some(Clock { hour: text.parse().ok()?, minute: 0, second: 0, nanosecond: 0 });
        }
        let (hour, text) = text.split_once(':')?;
        let nanosecond = match text.get(5..)? {
            "" => 0,
            fraction => {
                let digits = fraction.strip_prefix('.').filter(|digits| digits.len() <= 9)?;
                digits.parse::<u32>().ok()?.checked_mul(unit_of(digits.len()))?
            }
        };
        let (minute, second) = (text.get(..2)?, text.get(3..5)?);
        Some(Clock {
            hour: hour.parse().ok()?,
            minute: minute.parse().ok()?,
            second: second.parse().ok()?,
            nanosecond,
        })
    }

    /// The name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self { to_hour: true, .. } => "an hour in UTC, such as `2020-02-01T09Z`",
            Self { separator: ' ', .. } => "a time as `Display` writes it",
            _ => "a time in UTC as RFC 3339 writes it",
        }
    }

    const fn has_one_width(self) -> bool {
        self.pads_hour && self.fraction.width().is_some()
    }

    /// The length of the text without the zone, if all texts have one.
    const fn body(self) -> usize {
        match self.fraction.width() {
            _ if self.to_hour => HOUR,
            Some(fraction) => SECOND + fraction,
            None => 0,
        }
    }

    /// The bytes at each position of texts of one width.
    const fn sets(self) -> [ByteSet; LONGEST] {
        let mut sets = [ByteSet::EMPTY; LONGEST];
        let body = self.body();
        let mut at = 0;
        while at < body {
            sets[at] = if at == DAY { ByteSet::from_byte(self.separator as u8) } else { digit_set(at) };
            at += 1;
        }
        let suffix = self.suffix.as_bytes();
        let mut at = 0;
        while at < suffix.len() {
            sets[body + at] = ByteSet::from_byte(suffix[at]);
            at += 1;
        }
        sets
    }

    /// All bytes of texts of several widths.
    const fn bytes(self) -> ByteSet {
        let text = ByteSet::DIGIT.or(ByteSet::from_text("-:.")).or(ByteSet::from_text(self.suffix));
        text.or(ByteSet::from_byte(self.separator as u8))
    }
}

/// The digits at a position, or the byte between two of them.
const fn digit_set(at: usize) -> ByteSet {
    let greatest = GREATEST[at];
    ByteSet::range(if greatest.is_ascii_digit() { b'0' } else { greatest }, greatest)
}

const fn day_sets() -> [ByteSet; DAY] {
    let mut sets = [ByteSet::EMPTY; DAY];
    let mut at = 0;
    while at < DAY {
        sets[at] = digit_set(at);
        at += 1;
    }
    sets
}

/// The texts of a type of times with a spec.
pub(in crate::key) struct Texts<T, S>(PhantomData<(T, S)>);

impl<T: Civil, S: TimeSpec> Texts<T, S> {
    pub(in crate::key) const LAYOUT: Layout = S::FORMAT.layout(T::ZONE, T::DISPLAY);

    const SETS: &'static [ByteSet] = &Self::LAYOUT.sets();

    pub(in crate::key) const SHAPE: Shape = match S::FORMAT.number() {
        Some(format) => format.shape(20, false),
        _ if matches!(S::FORMAT, TimeFormat::UnixFloat { .. }) => Shape::Run {
            first: ByteSet::range(b'1', b'9'),
            rest: ByteSet::DIGIT.or(ByteSet::from_byte(b'.')),
        },
        _ if Self::LAYOUT.has_one_width() => {
            Shape::Fixed(Self::SETS.split_at(Self::LAYOUT.body() + Self::LAYOUT.suffix.len()).0)
        }
        _ => Shape::Run { first: ByteSet::DIGIT, rest: Self::LAYOUT.bytes() },
    };
}

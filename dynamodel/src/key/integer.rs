//! Integers: plain decimal, or padded so that bytes sort like numbers.

use aws_sdk_dynamodb::types::AttributeValue;

use super::{KeySegment, OrderedSegment, spec};
use crate::error::key::SegmentError;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::shape::{Native, StoredForm};

/// The digits of the largest number that a number attribute holds exactly.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number>
const MAX_NUMBER_DIGITS: usize = 38;

/// The format of an integer.
#[derive(Clone, Copy, Debug)]
pub enum NumberFormat {
    /// Decimal, without padding.
    Plain,
    /// Padded.
    Padded {
        /// The width in digits; by default that of the type.
        digits: Option<usize>,
        /// `true` if greater numbers come first.
        descending: bool,
    },
    /// Padded, without the shift of signed integers.
    Unshifted {
        /// The width in digits.
        digits: usize,
        /// `true` if greater numbers come first.
        descending: bool,
    },
}

impl NumberFormat {
    const fn ascending(digits: Option<usize>) -> Self {
        Self::Padded { digits, descending: false }
    }

    const fn reversed(self) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Padded { digits, descending } => Self::Padded { digits, descending: !descending },
            Self::Unshifted { digits, descending } => Self::Unshifted { digits, descending: !descending },
        }
    }

    /// The attribute type. A number attribute only sorts upwards.
    pub(super) const fn native(self) -> Native {
        match self {
            Self::Padded { descending: true, .. } | Self::Unshifted { descending: true, .. } => Native::None,
            Self::Plain | Self::Padded { .. } | Self::Unshifted { .. } => Native::Number,
        }
    }

    pub(super) const fn shape(self, type_digits: usize, signed: bool) -> Shape {
        match self {
            Self::Plain if signed => {
                Shape::Run { first: ByteSet::DIGIT.or(ByteSet::from_byte(b'-')), rest: ByteSet::DIGIT }
            }
            Self::Plain => Shape::Run { first: ByteSet::DIGIT, rest: ByteSet::DIGIT },
            Self::Padded { digits: None, .. } => Shape::Fixed(digit_sets(type_digits)),
            Self::Padded { digits: Some(digits), .. } | Self::Unshifted { digits, .. } => {
                Shape::Fixed(digit_sets(digits))
            }
        }
    }
}

/// `count` positions of one digit each.
pub(super) const fn digit_sets(count: usize) -> &'static [ByteSet] {
    const DIGITS: [ByteSet; 64] = [ByteSet::DIGIT; 64];
    const ALL: &[ByteSet] = &DIGITS;
    ALL.split_at(count).0
}

/// A spec for an integer.
#[diagnostic::on_unimplemented(
    message = "an integer cannot be written with `{Self}` in a key",
    label = "an integer takes `plain` or `desc`, or a width such as `08` with or without them"
)]
pub trait NumberSpec {
    #[doc(hidden)]
    const FORMAT: NumberFormat;
}

impl NumberSpec for spec::Partition {
    const FORMAT: NumberFormat = NumberFormat::Plain;
}
impl NumberSpec for spec::Marker {
    const FORMAT: NumberFormat = NumberFormat::Plain;
}
impl NumberSpec for spec::Plain {
    const FORMAT: NumberFormat = NumberFormat::Plain;
}
impl NumberSpec for spec::Sort {
    const FORMAT: NumberFormat = NumberFormat::ascending(None);
}
impl NumberSpec for spec::SortLast {
    const FORMAT: NumberFormat = NumberFormat::ascending(None);
}
impl<const DIGITS: usize> NumberSpec for spec::Width<DIGITS> {
    const FORMAT: NumberFormat = {
        assert!(DIGITS >= 1 && DIGITS <= MAX_NUMBER_DIGITS, "a number in a key has from 1 to 38 digits");
        NumberFormat::ascending(Some(DIGITS))
    };
}
impl<const DIGITS: usize> NumberSpec for spec::PlainWidth<DIGITS> {
    const FORMAT: NumberFormat = {
        assert!(DIGITS >= 1 && DIGITS <= MAX_NUMBER_DIGITS, "a number in a key has from 1 to 38 digits");
        NumberFormat::Unshifted { digits: DIGITS, descending: false }
    };
}
impl<S: OrderedNumberSpec> NumberSpec for spec::Desc<S> {
    const FORMAT: NumberFormat = S::FORMAT.reversed();
}

/// A spec under which the bytes of an integer sort like integers.
#[diagnostic::on_unimplemented(
    message = "an integer written with `{Self}` has no ranges",
    label = "remove `plain` from the template or write a width such as `08`; or give a whole value: `.prefix(value)`",
    note = "only padded integers sort as numbers do"
)]
pub trait OrderedNumberSpec: NumberSpec {}
impl OrderedNumberSpec for spec::Sort {}
impl OrderedNumberSpec for spec::SortLast {}
impl<const DIGITS: usize> OrderedNumberSpec for spec::Width<DIGITS> {}
impl<const DIGITS: usize> OrderedNumberSpec for spec::PlainWidth<DIGITS> {}
impl<S: OrderedNumberSpec> OrderedNumberSpec for spec::Desc<S> {}

/// An integer type, as the formats need it.
pub(super) trait Integer:
    Copy + core::fmt::Display + core::str::FromStr + itoa::Integer + PartialEq
{
    /// The digits of the greatest ordinal.
    const DIGITS: usize;
    /// The distance from the least to the greatest value.
    const MAX_ORDINAL: u128;
    const SIGNED: bool;
    /// The distance from the least value.
    fn ordinal(self) -> u128;
    fn from_ordinal(ordinal: u128) -> Option<Self>;
    /// `self + by`, if that is not negative.
    fn shifted(self, by: u128) -> Option<u128>;
    fn unshifted(shifted: u128, by: u128) -> Option<Self>;
}

pub(super) fn encode<I: Integer>(
    value: I,
    format: NumberFormat,
    out: &mut String,
) -> Result<(), SegmentError> {
    match format {
        NumberFormat::Plain => out.push_str(itoa::Buffer::new().format(value)),
        NumberFormat::Padded { digits: None, descending } => {
            let position = if descending { I::MAX_ORDINAL - value.ordinal() } else { value.ordinal() };
            push(out, format_args!("{position:0width$}", width = I::DIGITS));
        }
        NumberFormat::Padded { digits: Some(digits), descending } => {
            let by = offset::<I>(count_of(digits));
            return push_padded(value.shifted(by), digits, descending, out);
        }
        NumberFormat::Unshifted { digits, descending } => {
            let number = value.shifted(0).ok_or(SegmentError::Negative { digits })?;
            return push_padded(Some(number), digits, descending, out);
        }
    }
    Ok(())
}

/// Writes a number below 10^`digits`.
fn push_padded(
    number: Option<u128>,
    digits: usize,
    descending: bool,
    out: &mut String,
) -> Result<(), SegmentError> {
    let values = count_of(digits);
    let ordinal = number.filter(|number| *number < values).ok_or(SegmentError::TooWide { digits })?;
    let position = if descending { values - 1 - ordinal } else { ordinal };
    push(out, format_args!("{position:0digits$}"));
    Ok(())
}

/// Returns `true` if [`encode`] writes this text, for the formats of most keys.
fn is_written_as<I: Integer>(value: I, format: NumberFormat, text: &str) -> bool {
    match format {
        NumberFormat::Plain => itoa::Buffer::new().format(value) == text,
        NumberFormat::Padded { digits: None, descending } => {
            let position = if descending { I::MAX_ORDINAL - value.ordinal() } else { value.ordinal() };
            text.len() == I::DIGITS && has_digits(position, text)
        }
        NumberFormat::Padded { digits: Some(_), .. } | NumberFormat::Unshifted { .. } => false,
    }
}

/// Returns `true` if the text is this number, with zeros before it.
fn has_digits(number: u128, text: &str) -> bool {
    let Ok(mut left) = u64::try_from(number) else { return false };
    let is_digit = |byte: u8| {
        let digit = left % 10;
        left /= 10;
        u64::from(byte) == u64::from(b'0') + digit
    };
    text.bytes().rev().all(is_digit) && left == 0
}

pub(super) fn decode<I: Integer>(text: &str, format: NumberFormat) -> Result<I, SegmentError> {
    let malformed = SegmentError::Malformed("an integer");
    match format {
        NumberFormat::Plain => {
            let value: I = text.parse().map_err(|_| malformed)?;
            let mut canonical = String::with_capacity(text.len());
            push(&mut canonical, format_args!("{value}"));
            if canonical == text {
                Ok(value)
            } else {
                Err(SegmentError::Malformed("an integer without padding"))
            }
        }
        NumberFormat::Padded { digits: None, descending } => {
            let position = parse_digits(text, I::DIGITS)?;
            let ordinal = if descending { I::MAX_ORDINAL.checked_sub(position) } else { Some(position) };
            ordinal.and_then(I::from_ordinal).ok_or(malformed)
        }
        NumberFormat::Padded { digits: Some(digits), descending } => {
            let ordinal = parse_padded(text, digits, descending)?;
            I::unshifted(ordinal, offset::<I>(count_of(digits))).ok_or(malformed)
        }
        NumberFormat::Unshifted { digits, descending } => {
            I::unshifted(parse_padded(text, digits, descending)?, 0).ok_or(malformed)
        }
    }
}

/// Pads a plain number to the digits of its type.
pub(super) fn padded(text: &str, digits: usize, is_signed: bool, out: &mut String) -> Option<()> {
    match (digits, is_signed) {
        (<i8 as Integer>::DIGITS, true) => pad::<i8>(text, out),
        (<i16 as Integer>::DIGITS, true) => pad::<i16>(text, out),
        (<i32 as Integer>::DIGITS, true) => pad::<i32>(text, out),
        (<i64 as Integer>::DIGITS, true) => pad::<i64>(text, out),
        (_, true) => pad::<i128>(text, out),
        (_, false) => {
            push(out, format_args!("{text:0>digits$}"));
            Some(())
        }
    }
}

fn pad<I: Integer>(text: &str, out: &mut String) -> Option<()> {
    encode(text.parse::<I>().ok()?, NumberFormat::ascending(None), out).ok()
}

fn parse_padded(text: &str, digits: usize, descending: bool) -> Result<u128, SegmentError> {
    let position = parse_digits(text, digits)?;
    Ok(if descending { count_of(digits) - 1 - position } else { position })
}

/// The count of numbers with this many digits. A width is at most 38.
const fn count_of(digits: usize) -> u128 {
    let mut values: u128 = 1;
    let mut at = 0;
    while at < digits && at < MAX_NUMBER_DIGITS {
        values *= 10;
        at += 1;
    }
    values
}

/// The offset that makes signed numbers non-negative: half of the padded numbers are negative.
const fn offset<I: Integer>(values: u128) -> u128 {
    if I::SIGNED { values / 2 } else { 0 }
}

fn parse_digits(text: &str, digits: usize) -> Result<u128, SegmentError> {
    let all_digits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let parsed = if all_digits { text.parse().ok() } else { None };
    parsed.ok_or(SegmentError::Malformed("a padded integer"))
}

fn push(out: &mut String, text: core::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = core::fmt::Write::write_fmt(out, text);
}

fn native<I: Integer>(value: I) -> Option<AttributeValue> {
    let text = value.to_string();
    let digits = text.trim_start_matches('-').len();
    (digits <= MAX_NUMBER_DIGITS).then_some(AttributeValue::N(text))
}

pub(super) fn from_native<I: Integer>(value: &AttributeValue) -> Result<I, SegmentError> {
    let number = value.as_n().ok().and_then(|text| text.parse().ok());
    number.ok_or(SegmentError::Malformed("a whole number"))
}

/// Implements [`Integer`] and the segment of each type, or the segment of one type in the form of another.
macro_rules! integers {
    (@segment $type:ident as $written:ident) => {
        impl<S: NumberSpec> KeySegment<S> for $type {
            type Arg<'a> = $type;
            const SHAPE: Shape = S::FORMAT.shape(<$written as Integer>::DIGITS, <$written as Integer>::SIGNED);
            const NATIVE: Native = S::FORMAT.native();
            const FORM: StoredForm = StoredForm::NUMBER;

            fn as_arg(&self) -> $type {
                *self
            }

            fn encode(arg: &$type, out: &mut String) -> Result<(), SegmentError> {
                encode(*arg as $written, S::FORMAT, out)
            }

            fn is_written_as(arg: &$type, text: &str) -> bool {
                is_written_as(*arg as $written, S::FORMAT, text)
            }

            fn decode(text: &str) -> Result<Self, SegmentError> {
                let value: $written = decode(text, S::FORMAT)?;
                value.try_into().map_err(|_| SegmentError::Malformed("an integer"))
            }

            fn native(arg: &$type) -> Option<AttributeValue> {
                native(*arg as $written)
            }

            fn from_native(value: &AttributeValue) -> Result<Self, SegmentError> {
                let value: $written = from_native(value)?;
                value.try_into().map_err(|_| SegmentError::Malformed("a whole number"))
            }
        }

        impl<S: OrderedNumberSpec> OrderedSegment<S> for $type {}
        super::bare_argument!($type => $type, NumberSpec, |value| *value);
    };
    ($signed:literal: $($type:ident as $wide:ident / $unsigned:ident, $digits:literal;)*) => {$(
        #[allow(
            clippy::cast_lossless, clippy::cast_possible_wrap, clippy::cast_sign_loss,
            reason = "the casts reinterpret a type as the unsigned one of its width, or widen it"
        )]
        impl Integer for $type {
            const DIGITS: usize = $digits;
            const MAX_ORDINAL: u128 = $unsigned::MAX as u128;
            const SIGNED: bool = $signed;

            fn ordinal(self) -> u128 {
                self.wrapping_sub($type::MIN) as $unsigned as u128
            }

            fn from_ordinal(ordinal: u128) -> Option<Self> {
                let ordinal = $unsigned::try_from(ordinal).ok()?;
                Some((ordinal as $type).wrapping_add($type::MIN))
            }

            fn shifted(self, by: u128) -> Option<u128> {
                let shifted = $wide::from(self).checked_add($wide::try_from(by).ok()?)?;
                u128::try_from(shifted).ok()
            }

            fn unshifted(shifted: u128, by: u128) -> Option<Self> {
                let value = $wide::try_from(shifted).ok()?.checked_sub($wide::try_from(by).ok()?)?;
                $type::try_from(value).ok()
            }
        }
        integers!(@segment $type as $type);
    )*};
}

integers! { false:
    u8 as u128 / u8, 3;
    u16 as u128 / u16, 5;
    u32 as u128 / u32, 10;
    u64 as u128 / u64, 20;
    u128 as u128 / u128, 39;
}
integers! { true:
    i8 as i128 / u8, 3;
    i16 as i128 / u16, 5;
    i32 as i128 / u32, 10;
    i64 as i128 / u64, 20;
    i128 as i128 / u128, 39;
}
// Keys do not depend on the machine.
integers!(@segment usize as u64);
integers!(@segment isize as i64);

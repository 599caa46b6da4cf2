//! `rust_decimal::Decimal`: a fixed number of digits, so that bytes sort like numbers.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;
use rust_decimal::Decimal;

use super::{KeySegment, OrderedSegment, bare_argument, spec};
use crate::error::key::SegmentError;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;

/// A spec for a decimal: `10.2` is up to 10 digits, 2 of them after the point.
#[diagnostic::on_unimplemented(
    message = "a decimal cannot be written with `{Self}` in a key",
    label = "a decimal takes its digits: `10.2`",
    note = "as SQL counts them, `10.2` is up to 10 digits, 2 of them after the point"
)]
pub trait DecimalSpec {
    /// The number of digits.
    #[doc(hidden)]
    const DIGITS: usize;
    /// The number of digits after the point.
    #[doc(hidden)]
    const SCALE: u32;
    /// The position of the point, if there is one.
    #[doc(hidden)]
    const POINT: usize;
    /// The least number with too many digits, in units of the last digit.
    #[doc(hidden)]
    const LIMIT: i128;
    #[doc(hidden)]
    const SHAPE: Shape;
}

impl<const DIGITS: usize, const SCALE: u32> DecimalSpec for spec::Decimal<DIGITS, SCALE> {
    const DIGITS: usize = DIGITS;
    const SCALE: u32 = SCALE;
    const POINT: usize = 1 + DIGITS - SCALE as usize;
    #[expect(clippy::cast_possible_truncation, reason = "the shape limits the digits to 28")]
    const LIMIT: i128 = 10_i128.pow(DIGITS as u32);
    const SHAPE: Shape = {
        assert!(DIGITS >= 1 && DIGITS <= 28, "a decimal in a key has from 1 to 28 digits");
        assert!(SCALE as usize <= DIGITS, "a decimal has no more digits after the point than it has at all");
        let width = 1 + DIGITS + (SCALE > 0) as usize;
        Shape::Fixed(Self::SETS.split_at(width).0)
    };
}

impl<const DIGITS: usize, const SCALE: u32> spec::Decimal<DIGITS, SCALE> {
    /// The sign, up to 28 digits and a point.
    const SETS: &[ByteSet] = &{
        let mut sets = [ByteSet::DIGIT; 30];
        sets[0] = ByteSet::range(b'0', b'1');
        if SCALE > 0 {
            sets[<Self as DecimalSpec>::POINT] = ByteSet::from_byte(b'.');
        }
        sets
    };
}

impl<S: DecimalSpec> KeySegment<S> for Decimal {
    type Arg<'a> = Self;
    const SHAPE: Shape = S::SHAPE;
    const NATIVE: Native = Native::Number;

    fn as_arg(&self) -> Self {
        *self
    }

    fn encode(arg: &Self, out: &mut String) -> Result<(), SegmentError> {
        // A leading 1 marks numbers from zero up; negative ones start with 0 and sort before them.
        let ordinal = scaled::<S>(*arg)? + S::LIMIT;
        let start = out.len();
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{ordinal:0width$}", width = 1 + S::DIGITS);
        if S::SCALE > 0 {
            out.insert(start + S::POINT, '.');
        }
        Ok(())
    }

    fn decode(text: &str) -> Result<Self, SegmentError> {
        let ordinal = text.replace('.', "").parse::<i128>().ok();
        let value = ordinal.and_then(|ordinal| {
            let scaled = ordinal.checked_sub(S::LIMIT)?;
            Self::try_from_i128_with_scale(scaled, S::SCALE).ok()
        });
        let written = |value: &Self| {
            let mut again = String::with_capacity(text.len());
            <Self as KeySegment<S>>::encode(value, &mut again).is_ok() && again == text
        };
        value.filter(written).ok_or(SegmentError::Malformed("a padded decimal"))
    }

    fn native(arg: &Self) -> Option<AttributeValue> {
        Some(AttributeValue::N(arg.normalize().to_string()))
    }

    fn from_native(value: &AttributeValue) -> Result<Self, SegmentError> {
        let number = value.as_n().ok().and_then(|text| text.parse::<Self>().ok());
        let scaled = scaled::<S>(number.ok_or(SegmentError::Malformed("a decimal"))?)?;
        Self::try_from_i128_with_scale(scaled, S::SCALE).map_err(|_| SegmentError::Malformed("a decimal"))
    }
}

impl<S: DecimalSpec> OrderedSegment<S> for Decimal {}
bare_argument!(Decimal => Decimal, DecimalSpec, |value| *value);

/// The number in units of the last digit.
fn scaled<S: DecimalSpec>(value: Decimal) -> Result<i128, SegmentError> {
    let value = value.normalize();
    let scale = S::SCALE;
    let missing = scale.checked_sub(value.scale()).ok_or(SegmentError::TooPrecise { scale })?;
    let scaled = value.mantissa().checked_mul(10_i128.pow(missing));
    let fits = scaled.filter(|scaled| scaled.abs() < S::LIMIT);
    fits.ok_or(SegmentError::TooWide { digits: S::DIGITS })
}

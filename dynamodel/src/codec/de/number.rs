//! Numbers, of which no digit is lost unseen.

use std::any::type_name;
use std::str::FromStr;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Error as _, Unexpected, Visitor};

use crate::codec::digits::Digits;
use crate::codec::error::{CodecError, Result};

/// The error where the number that is stored is not one that the type holds.
fn other_number(expected: &str) -> CodecError {
    CodecError::invalid_value(Unexpected::Other("another number"), &expected)
}

/// An integer, however it is written: `100` may be stored as `1E+2`.
pub(super) fn integer<T: FromStr>(number: &str) -> Result<T> {
    let plain = || Digits::of(number)?.integer()?.parse().ok();
    let parsed = number.parse().ok().or_else(plain);
    parsed.ok_or_else(|| other_number(&format!("an integer that is a `{}`", type_name::<T>())))
}

pub(super) fn single(number: &str) -> Result<f32> {
    let parsed = number.parse().ok().filter(|float: &f32| float.is_finite());
    parsed.ok_or_else(|| other_number("a number that is an `f32`"))
}

pub(super) fn double(number: &str) -> Result<f64> {
    let parsed = number.parse().ok().filter(|float: &f64| float.is_finite());
    parsed.ok_or_else(|| other_number("a number that is an `f64`"))
}

/// A number for a type that takes any attribute. It gets an integer or a float that says all of it; otherwise a text in a
/// newtype, which decimal types refuse rather than round, and [`Number`](crate::codec::numeric::Number) reads.
pub(super) fn any<'i, V: Visitor<'i>>(number: &'i str, visitor: V) -> Result<V::Value> {
    if let Ok(integer) = number.parse() {
        return visitor.visit_i64(integer);
    }
    if let Ok(integer) = number.parse() {
        return visitor.visit_u64(integer);
    }
    if is_of_decimal::<V>() {
        return decimal(number, visitor);
    }
    match number.parse::<f64>() {
        Ok(float) if Digits::of(&float.to_string()) == Digits::of(number) => visitor.visit_f64(float),
        _ => visitor.visit_newtype_struct(BorrowedStrDeserializer::<CodecError>::new(number)),
    }
}

/// Returns `true` if the visitor is of `rust_decimal::Decimal`. It takes floats and texts and rounds both, and says
/// nothing of itself but its name.
fn is_of_decimal<V>() -> bool {
    type_name::<V>().contains("rust_decimal::")
}

/// The greatest mantissa of a `Decimal`, and its most digits after the point.
const MAX_MANTISSA: u128 = (1 << 96) - 1;
const MAX_SCALE: usize = 28;

fn decimal<'i, V: Visitor<'i>>(number: &str, visitor: V) -> Result<V::Value> {
    let digits = Digits::of(number);
    let exact = digits.as_ref().and_then(|digits| {
        let (mantissa, scale) = digits.mantissa_and_scale()?;
        (mantissa <= MAX_MANTISSA && scale <= MAX_SCALE).then(|| digits.plain())
    });
    match exact {
        Some(text) => visitor.visit_str(&text),
        None => Err(CodecError::custom(
            "the number has more digits than a `Decimal` holds: read it as a `dynamodel::Number`",
        )),
    }
}

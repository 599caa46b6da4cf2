//! Numbers, without silent loss of digits.
//!
//! A number is read by its value. `DynamoDB` stores `1.0` and `1E+0` as `1`, but emulators and maps made by hand may keep the
//! text: an integer field reads each of them, as conditions and comparisons see one number. It refuses `1.5`.
//!
//! Integers of 128 bits are numbers too. Those of more than the 38 digits that `DynamoDB` keeps are refused before a write.

use std::any::type_name;
use std::str::FromStr;

use serde::de::value::StrDeserializer;
use serde::de::{Error as _, Unexpected, Visitor};

use crate::codec::digits::Digits;
use crate::codec::error::{CodecError, Result};

/// The error of a stored number that the type cannot hold.
fn other_number(expected: &str) -> CodecError {
    CodecError::invalid_value(Unexpected::Other("another number"), &expected)
}

/// Reads an integer in any form: `100` may be stored as `1E+2` or `100.0`.
pub(super) fn integer<T: FromStr>(number: &str) -> Result<T> {
    let plain = || Digits::parse(number)?.integer()?.parse().ok();
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

/// Offers a number to a type that reads any attribute: as an exact integer or float, otherwise as a text in a newtype.
/// [`Number`](crate::codec::numeric::Number) reads the text; decimal types refuse it instead of rounding.
pub(super) fn any<'de, V: Visitor<'de>>(number: &str, visitor: V) -> Result<V::Value> {
    if let Ok(integer) = number.parse() {
        return visitor.visit_i64(integer);
    }
    if let Ok(integer) = number.parse() {
        return visitor.visit_u64(integer);
    }
    if is_of_decimal::<V>() {
        return decimal(number, visitor);
    }
    let digits = Digits::parse(number);
    match number.parse::<f64>() {
        Ok(float) if digits.is_some() && Digits::parse(&float.to_string()) == digits => {
            visitor.visit_f64(float)
        }
        _ => visitor.visit_newtype_struct(StrDeserializer::<CodecError>::new(number)),
    }
}

/// Returns `true` if the visitor belongs to `rust_decimal::Decimal`, which would round floats and texts. Only its name
/// reveals it.
fn is_of_decimal<V>() -> bool {
    type_name::<V>().contains("rust_decimal::")
}

/// The greatest mantissa of a `Decimal`, and its maximum digits after the point.
const MAX_MANTISSA: u128 = (1 << 96) - 1;
const MAX_SCALE: usize = 28;

fn decimal<'de, V: Visitor<'de>>(number: &str, visitor: V) -> Result<V::Value> {
    let digits = Digits::parse(number);
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

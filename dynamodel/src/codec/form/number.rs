//! Values as numbers.

use std::fmt::Display;
use std::str::FromStr;

use super::{Form, Scalar, Written};
use crate::codec::numeric::exactly;

/// A value as the number that its type parses and writes.
#[derive(Clone, Copy, Debug)]
pub struct Digits;

impl<V: FromStr + Display> Form<V> for Digits {
    const NAME: &'static str = "a number with no more digits than the field's type holds";

    fn write(value: &V) -> Result<Written, String> {
        Ok(Written::number(value.to_string()))
    }

    /// Other formats have no numbers of so many digits, and keep their text.
    fn read(stored: Scalar<'_>) -> Option<V> {
        let (Scalar::Text(digits) | Scalar::Number(digits)) = stored;
        exactly(digits)
    }
}

/// `false` as 0, `true` as 1.
#[derive(Clone, Copy, Debug)]
pub struct ZeroOne;

impl Form<bool> for ZeroOne {
    const NAME: &'static str = "the number 0 or 1";

    fn write(value: &bool) -> Result<Written, String> {
        Ok(Written::integer((*value).into()))
    }

    fn read(stored: Scalar<'_>) -> Option<bool> {
        match stored {
            Scalar::Number("0") => Some(false),
            Scalar::Number("1") => Some(true),
            Scalar::Number(_) | Scalar::Text(_) => None,
        }
    }
}

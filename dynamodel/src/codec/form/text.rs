//! Values as text.

use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use super::{Form, Scalar, Written};
use crate::codec::digits::Digits;

/// A value as the text that its type parses and writes.
#[derive(Clone, Copy, Debug)]
pub struct AsText;

impl<V: FromStr + Display> Form<V> for AsText {
    const NAME: &'static str = "a string that the field's type parses and writes alike";

    fn write(value: &V) -> Result<Written, String> {
        Ok(Written::text(value.to_string()))
    }

    fn read(stored: Scalar<'_>) -> Option<V> {
        match stored {
            Scalar::Text(text) => parse(text),
            Scalar::Number(_) => None,
        }
    }
}

/// A prefix, as a type.
pub trait Prefix {
    /// The prefix.
    const PREFIX: &'static str;
    /// The form in messages.
    const NAME: &'static str;
}

/// A value as text behind a prefix.
#[derive(Clone, Copy, Debug)]
pub struct Prefixed<P>(PhantomData<P>);

impl<P: Prefix, V: FromStr + Display> Form<V> for Prefixed<P> {
    const NAME: &'static str = P::NAME;

    fn write(value: &V) -> Result<Written, String> {
        Ok(Written::text(format!("{}{value}", P::PREFIX)))
    }

    fn read(stored: Scalar<'_>) -> Option<V> {
        match stored {
            Scalar::Text(text) => parse(text.strip_prefix(P::PREFIX)?),
            Scalar::Number(_) => None,
        }
    }
}

/// Parses a text that the type writes alike. A fraction may have other zeros at its end: it is the same number.
fn parse<V: FromStr + Display>(text: &str) -> Option<V> {
    let value: V = text.parse().ok()?;
    let written = value.to_string();
    let has_fraction = text.contains('.');
    let is_same = written == text
        || has_fraction && Digits::parse(text).is_some_and(|digits| Digits::parse(&written) == Some(digits));
    is_same.then_some(value)
}

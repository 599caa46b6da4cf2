//! The substitutes of types beside errors.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use crate::codec;
use crate::error::key::SegmentError;
use crate::item::nested::Nested;
use crate::message::{Message, const_for, same};

/// Requires a nested struct to have the field that a template names.
#[must_use]
#[track_caller]
pub const fn has_field<T: Nested>(placeholder: &str, field: &str) -> bool {
    const_for!(for name in T::FIELDS {
        if same(name, field) {
            return true;
        }
    });
    let mut message = Message::new(
        "`{}` does not have the field `{}`, which `{{}}` names; fields: ",
        &[T::NAME, field, placeholder],
    );
    const_for!(for (index, name) in T::FIELDS {
        message = message.add(if index == 0 { "`{}`" } else { ", `{}`" }, &[name]);
    });
    message.panic()
}

/// Returns `true` if the attribute can be read as this type.
#[must_use]
pub fn is_read_as<V: DeserializeOwned>(value: &AttributeValue) -> bool {
    codec::read_value(Some(value), |value| V::deserialize(value)).is_ok()
}

/// Converts a value of a key as serde does.
///
/// # Errors
///
/// The conversion refused the value.
pub fn converted<T, U: TryFrom<T>>(value: T) -> Result<U, SegmentError> {
    U::try_from(value).map_err(|_| SegmentError::Malformed("a value that its type accepts"))
}

/// `<Checked<{ <T as KeySegment<S>>::LOSSLESS }> as Keep<S>>::Type` is `S`. If `T` is not a key segment, the constant is an
/// error, and so is the type. Other uses of the type then report nothing, so that one wrong field is one message.
#[derive(Clone, Copy, Debug)]
pub struct Checked<const FOUND: bool>;

/// See [`Checked`].
pub trait Keep<T> {
    /// `T`.
    type Type;
}

impl<T, const FOUND: bool> Keep<T> for Checked<FOUND> {
    type Type = T;
}

/// `S`, unless `A` is an error. See [`Checked`].
pub type After<A, S> = <A as Follow<S>>::Type;

/// See [`After`].
pub trait Follow<S> {
    /// `S`.
    type Type;
}

impl<A, S> Follow<S> for A {
    type Type = S;
}

//! The types by which an expansion names fields, and their substitutes beside errors.

use crate::error::key::SegmentError;
use crate::message::{Message, const_for, same};

/// A struct with `#[derive(Document)]`, whose fields a template can name.
#[diagnostic::on_unimplemented(
    message = "a template cannot name the fields of `{Self}`",
    label = "write `#[derive(dynamodel::Document)]` on `{Self}`"
)]
pub trait Nested {
    /// The name of the struct.
    const NAME: &'static str;
    /// The names of the fields.
    const FIELDS: &'static [&'static str];
}

/// A field of a nested struct. `N` is its name as a tuple of [`Char`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have the field that the template names after the dot",
    label = "correct the name after the dot, or write `#[derive(dynamodel::Document)]` on `{Self}`"
)]
pub trait NestedField<N> {
    /// The field's type.
    type Type;
    /// Returns the field.
    fn field(&self) -> &Self::Type;
}

/// A character of a name.
#[derive(Clone, Copy, Debug)]
pub struct Char<const CHAR: char>;

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

//! Types of fields in generated code, and their substitutes beside errors.

use crate::error::key::SegmentError;
use crate::key::{KeyEdge, KeyPrefix, KeySegment, KeyWriter};
use crate::schema::shape::Shape;

/// A field of a nested struct, by the hash of its name: the type of `{address.city}` in a template.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no field that the template could name after the dot",
    label = "write `#[derive(dynamodel::Document)]` on `{Self}`, or correct the name after the dot",
    note = "a template looks into a struct that derives `Document`, by the names of its fields"
)]
pub trait Field<const NAME: u64> {
    /// The field's type.
    type Type;
    /// Used by expansions to require the field.
    const NAME_HASH: u64 = NAME;
    /// The field.
    fn field(&self) -> &Self::Type;
}

/// A time that can be truncated to its date in UTC.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cut with `{S}` in a key",
    label = "remove the word after the colon: `date` is for times",
    note = "times are `Timestamp`, `DateTime<Utc>`, `OffsetDateTime` and newtypes around them"
)]
pub trait Truncate<S> {
    /// The date.
    type Output;
    /// Used by expansions to require the trait.
    const CUTS: bool = true;
    /// Truncates the time.
    fn truncate(&self) -> Self::Output;
}

/// Converts a value that was read from a key as serde does.
///
/// # Errors
///
/// The conversion refused the value.
pub fn converted<T, U: TryFrom<T>>(value: T) -> Result<U, SegmentError> {
    U::try_from(value).map_err(|_| SegmentError::Malformed("a value that its type accepts"))
}

/// `<Checked<{ <T as KeySegment<S>>::LOSSLESS }> as Keep<S>>::Type` is `S`. If `T` is not a key segment, the constant and
/// the type are one error, and uses of the type report no more.
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

/// `S`, unless `A` is an error; see [`Checked`].
pub type After<A, S> = <A as Follow<S>>::Type;

/// See [`After`].
pub trait Follow<S> {
    /// `S`.
    type Type;
}

impl<A, S> Follow<S> for A {
    type Type = S;
}

/// The sort key of an entity whose attributes have errors. Any value fits it.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl<V> KeyPrefix<Unknown> for V {
    type Rest = Unknown;

    fn write(&self, _writer: &mut KeyWriter) {}
}

impl<V> KeyEdge<Unknown> for V {}

/// A field of such an entity.
impl<S> KeySegment<S> for Unknown {
    type Arg<'a> = Self;

    const SHAPE: Shape = Shape::Any;

    fn as_arg(&self) -> Self {
        *self
    }

    fn encode(_arg: &Self, _out: &mut String) -> Result<(), SegmentError> {
        Ok(())
    }

    fn decode(_text: &str) -> Result<Self, SegmentError> {
        Ok(Self)
    }
}

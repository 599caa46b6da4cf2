//! The trait of key segments.

use crate::schema::shape::{Native, StoredForm};
use aws_sdk_dynamodb::types::AttributeValue;

use super::{Tick, spec};
use crate::error::key::SegmentError;
use crate::schema::shape::Shape;

/// A type whose values can be written into a key and read back.
///
/// Strings, all integers, `bool`, `char` and, by feature, the dates and times of `jiff`, `chrono`
/// and `time`, `Uuid`, `Ulid` and `Decimal` implement it. For a newtype around one of these, or an
/// enum without fields, derive it:
///
/// ```
/// use dynamodel::KeySegment;
///
/// #[derive(KeySegment)]
/// struct UserId(u64);
///
/// #[derive(KeySegment)]
/// enum Status { Closed, Open }
/// ```
///
/// `Spec` determines the format. A template names it after the colon (`{n:08:desc}`); by default it depends on the
/// position in the key. Floats have no implementation: `0.1 + 0.2` and `0.3` would be two keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a segment of a key",
    label = "not a key segment",
    note = "key segments are strings, integers, `bool`, `char` and bytes; with a feature of dynamodel also times, ids and decimals: write `features = [\"uuid\"]`, or `chrono`, `jiff`, `rust_decimal`, `time`, `ulid`",
    note = "for a newtype around one of them or an enum without fields, write `#[derive(dynamodel::KeySegment)]`; floats have no exact text: store cents or another whole unit"
)]
pub trait KeySegment<Spec = spec::Partition>: Sized {
    /// The argument type of generated functions: small types by value, strings as `&str`, others by reference.
    type Arg<'a>;

    #[doc(hidden)]
    const SHAPE: Shape;

    /// `true` if reading the segment returns the written value.
    #[doc(hidden)]
    const LOSSLESS: bool = true;

    /// The attribute type, other than a string, of a key of this segment alone.
    #[doc(hidden)]
    const NATIVE: Native = Native::None;

    /// The form that the type's serializer writes.
    #[doc(hidden)]
    const FORM: StoredForm = StoredForm::Other;

    #[doc(hidden)]
    fn as_arg(&self) -> Self::Arg<'_>;

    #[doc(hidden)]
    fn encode(arg: &Self::Arg<'_>, out: &mut String) -> Result<(), SegmentError>;

    /// Returns `true` if `encode` surely writes this text, which need not be escaped. `false` says nothing.
    #[doc(hidden)]
    fn is_written_as(_arg: &Self::Arg<'_>, _text: &str) -> bool {
        false
    }

    #[doc(hidden)]
    fn decode(text: &str) -> Result<Self, SegmentError>;

    /// The value as a number or binary attribute, for keys of such a type.
    #[doc(hidden)]
    fn native(_arg: &Self::Arg<'_>) -> Option<AttributeValue> {
        None
    }

    /// The position of the value among those that truncation makes equal.
    #[doc(hidden)]
    fn tick(_arg: &Self::Arg<'_>) -> Option<Tick> {
        None
    }

    /// Reads the value from a number or binary attribute.
    #[doc(hidden)]
    fn from_native(_value: &AttributeValue) -> Result<Self, SegmentError> {
        Err(SegmentError::Malformed("a value of the key's attribute type"))
    }
}

/// A segment whose bytes sort like its values, so that ranges over it are exact.
#[diagnostic::on_unimplemented(
    message = "a key segment of type `{Self}` written with `{Spec}` has no ranges",
    label = "give a whole value: `.prefix(value)`; or declare the variants of an enum in the order of their names",
    note = "an enum is written by the names of its variants, so they sort by those; before further text, only names of one length sort",
    note = "a string is ordered only as the last segment and unescaped (`Engineer II#` sorts before `Engineer#`), an integer only padded"
)]
pub trait OrderedSegment<Spec>: KeySegment<Spec> {}

/// A time that a key holds as its date in UTC; with `month` and `year` also a date.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be truncated to a date in a key",
    label = "remove `date`, `month` or `year` after the colon, which are for times",
    note = "times are `Timestamp`, `DateTime<Utc>`, `OffsetDateTime` and newtypes around them"
)]
pub trait Truncate<S> {
    /// The date.
    type Output;
    /// Evaluated by an expansion to check that the type implements the trait.
    const CUTS: bool = true;
    /// Returns the date.
    fn truncate(&self) -> Self::Output;
}

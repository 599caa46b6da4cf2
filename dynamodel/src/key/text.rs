//! Strings. The writer and the reader of keys apply the rules of [`Shape::Text`] and [`Shape::Escaped`], which depend on
//! the surrounding template.

use std::borrow::Cow;

use super::{KeySegment, OrderedSegment, spec};
use crate::error::key::SegmentError;
use crate::schema::shape::Shape;
use crate::schema::shape::StoredForm;

/// A string of a key, as functions take it: any `AsRef<str>`, such as `&str`, `String`, `&String`, `Cow<str>` or `Arc<str>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a string, and this value of the key is one",
    label = "write a `&str` or a `String`; if another argument is the string, swap the two",
    note = "the arguments are the values of the placeholders of the key template, in their order"
)]
pub trait KeyText {
    #[doc(hidden)]
    fn key_text(&self) -> &str;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> KeyText for T {
    fn key_text(&self) -> &str {
        self.as_ref()
    }
}

/// The case of a string in a key.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// Unchanged.
    Kept,
    /// Lower case.
    Lower,
    /// Upper case.
    Upper,
}

impl Case {
    fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Kept => Cow::Borrowed(text),
            Self::Lower => Cow::Owned(text.to_lowercase()),
            Self::Upper => Cow::Owned(text.to_uppercase()),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Kept => "its own",
            Self::Lower => "lower",
            Self::Upper => "upper",
        }
    }

    const fn is_lossless(self) -> bool {
        matches!(self, Self::Kept)
    }
}

/// A spec for a string.
#[diagnostic::on_unimplemented(
    message = "a string cannot be written with `{Self}` in a key",
    label = "a string takes `escaped`, `any`, `lower` or `upper`"
)]
pub trait TextSpec {
    #[doc(hidden)]
    const SHAPE: Shape = Shape::Text;
    #[doc(hidden)]
    const CASE: Case = Case::Kept;
    /// `true` if a string in another case is refused.
    #[doc(hidden)]
    const EXACT: bool = false;
}

impl TextSpec for spec::Partition {}
impl TextSpec for spec::Sort {}
impl TextSpec for spec::SortLast {}
impl TextSpec for spec::Marker {
    const SHAPE: Shape = Shape::Escaped;
}
impl TextSpec for spec::Escaped {
    const SHAPE: Shape = Shape::Escaped;
}
impl TextSpec for spec::Any {
    const SHAPE: Shape = Shape::Any;
}

impl<S: TextSpec> TextSpec for spec::Lower<S> {
    const SHAPE: Shape = S::SHAPE;
    const CASE: Case = Case::Lower;
}
impl<S: TextSpec> TextSpec for spec::Upper<S> {
    const SHAPE: Shape = S::SHAPE;
    const CASE: Case = Case::Upper;
}

impl<S: TextSpec> TextSpec for spec::Exact<S> {
    const SHAPE: Shape = S::SHAPE;
    const CASE: Case = S::CASE;
    const EXACT: bool = true;
}

/// A spec under which the bytes of a string sort like the (upper- or lower-cased) string.
#[diagnostic::on_unimplemented(
    message = "a string in this place has no ranges",
    label = "give a whole value: `.prefix(value)`; or move the string to the end of the sort key",
    note = "a string is ordered only as the last segment and unescaped: before a delimiter `Engineer II#` sorts before `Engineer#`"
)]
pub trait OrderedTextSpec: TextSpec {}
impl OrderedTextSpec for spec::SortLast {}
impl OrderedTextSpec for spec::Any {}
impl<S: OrderedTextSpec> OrderedTextSpec for spec::Lower<S> {}
impl<S: OrderedTextSpec> OrderedTextSpec for spec::Upper<S> {}
impl<S: OrderedTextSpec> OrderedTextSpec for spec::Exact<S> {}

macro_rules! strings {
    ($($type:ty),*) => {$(
        impl<S: TextSpec> KeySegment<S> for $type {
            type Arg<'a> = &'a str;
            const SHAPE: Shape = S::SHAPE;
            const FORM: StoredForm = StoredForm::STRING;
            const LOSSLESS: bool = S::CASE.is_lossless() || S::EXACT;

            fn as_arg(&self) -> &str {
                self
            }

            fn encode(arg: &&str, out: &mut String) -> Result<(), SegmentError> {
                let written = S::CASE.apply(arg);
                if S::EXACT && written != **arg {
                    return Err(SegmentError::OtherCase(S::CASE.name()));
                }
                out.push_str(&written);
                Ok(())
            }

            fn is_written_as(arg: &&str, text: &str) -> bool {
                S::CASE.is_lossless() && !matches!(S::SHAPE, Shape::Escaped) && *arg == text
            }

            fn decode(text: &str) -> Result<Self, SegmentError> {
                if S::CASE.apply(text) == text {
                    Ok(text.into())
                } else {
                    Err(SegmentError::Malformed("in the case that the template writes"))
                }
            }
        }

        impl<S: OrderedTextSpec> OrderedSegment<S> for $type {}
        super::bare_argument!(&str => $type, TextSpec, |text| *text);
        super::bare_argument!(&String => $type, TextSpec, |text| text.as_str());
        super::bare_argument!(String => $type, TextSpec, |text| text.as_str());
    )*};
}
strings!(String, Box<str>, std::sync::Arc<str>);

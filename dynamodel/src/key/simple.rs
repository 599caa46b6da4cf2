//! Types with one format: `bool`, `char`, and by macro those of optional crates.

use super::spec::{Position, SortPosition};
use super::{KeySegment, OrderedSegment};
use crate::error::key::SegmentError;
use crate::schema::shape::Shape;
use crate::schema::shape::StoredForm;

/// Implements a segment with one ordered format, for a type that is passed by value.
macro_rules! ordered_segment {
    ($type:ty, $form:expr, $shape:expr, |$value:ident, $out:ident| $encode:expr, |$text:ident| $decode:expr) => {
        impl<S: $crate::key::spec::Position> $crate::key::KeySegment<S> for $type {
            type Arg<'a> = $type;
            const SHAPE: $crate::key::Shape = $shape;
            const FORM: $crate::key::StoredForm = $form;

            fn as_arg(&self) -> $type {
                *self
            }

            fn encode($value: &$type, $out: &mut String) -> Result<(), $crate::key::SegmentError> {
                $encode
            }

            fn decode($text: &str) -> Result<Self, $crate::key::SegmentError> {
                $decode
            }
        }

        impl<S: $crate::key::spec::SortPosition> $crate::key::OrderedSegment<S> for $type {}
        $crate::key::bare_argument!(
            $type => $type, $crate::key::spec::Position, |value| *value
        );
    };
}
#[cfg(any(feature = "ulid", feature = "uuid"))]
pub(crate) use ordered_segment;

ordered_segment!(
    char,
    StoredForm::STRING,
    Shape::Char,
    |value, out| {
        out.push(*value);
        Ok(())
    },
    |text| text.parse().map_err(|_| SegmentError::Malformed("one character"))
);

/// `false` sorts before `true`, with or without further text.
impl<S: Position> KeySegment<S> for bool {
    type Arg<'a> = bool;
    const SHAPE: Shape = Shape::OneOf(&["false", "true"]);

    fn as_arg(&self) -> bool {
        *self
    }

    fn encode(arg: &bool, out: &mut String) -> Result<(), SegmentError> {
        out.push_str(if *arg { "true" } else { "false" });
        Ok(())
    }

    fn decode(text: &str) -> Result<Self, SegmentError> {
        text.parse().map_err(|_| SegmentError::Malformed("`true` or `false`"))
    }
}

impl<S: SortPosition> OrderedSegment<S> for bool {}
super::bare_argument!(bool => bool, Position, |value| *value);

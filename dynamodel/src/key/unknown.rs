//! The substitute for keys and fields beside errors.

use super::{KeyEdge, KeyPrefix, KeySegment, KeyWriter};
use crate::error::key::SegmentError;
use crate::schema::shape::Shape;

/// The sort key of an entity with errors. It takes any value.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

impl<V> KeyPrefix<Unknown> for V {
    type Rest = Unknown;
    type Edge = Unknown;

    fn write(&self, _writer: &mut KeyWriter) {}
}

impl KeyEdge for Unknown {}

/// A field of an entity with errors.
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

//! Bytes: binary where the key attribute is, hexadecimal where it is a string.

use std::fmt::Write as _;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};

use super::spec::{LastPosition, Position};
use super::{KeySegment, OrderedSegment};
use crate::error::key::SegmentError;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Native;
use crate::schema::shape::Shape;

impl<S: Position> KeySegment<S> for Vec<u8> {
    type Arg<'a> = &'a [u8];
    const SHAPE: Shape = Shape::Run { first: ByteSet::HEX, rest: ByteSet::HEX };
    const NATIVE: Native = Native::Binary;

    fn as_arg(&self) -> &[u8] {
        self
    }

    fn encode(arg: &&[u8], out: &mut String) -> Result<(), SegmentError> {
        if arg.is_empty() {
            return Err(SegmentError::Empty);
        }
        for byte in *arg {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{byte:02x}");
        }
        Ok(())
    }

    fn decode(text: &str) -> Result<Self, SegmentError> {
        let malformed = || SegmentError::Malformed("hexadecimal bytes");
        let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
        let (pairs, odd) = text.as_bytes().as_chunks::<2>();
        if !odd.is_empty() || text.bytes().any(|byte| !ByteSet::HEX.has(byte)) {
            return Err(malformed());
        }
        pairs.iter().map(|bytes| pair(bytes)).collect::<Option<_>>().ok_or_else(malformed)
    }

    fn native(arg: &&[u8]) -> Option<AttributeValue> {
        Some(AttributeValue::B(Blob::new(*arg)))
    }

    fn from_native(value: &AttributeValue) -> Result<Self, SegmentError> {
        let bytes = value.as_b().map(|blob| blob.as_ref().to_vec());
        bytes.map_err(|_| SegmentError::Malformed("binary"))
    }
}

impl<S: LastPosition> OrderedSegment<S> for Vec<u8> {}
super::bare_argument!(&[u8] => Vec<u8>, Position, |bytes| *bytes);
super::bare_argument!(&Vec<u8> => Vec<u8>, Position, |bytes| bytes.as_slice());

//! `uuid::Uuid`: 36 characters in lower case, with hyphens.

use std::fmt::Write as _;

use uuid::Uuid;

use super::simple::ordered_segment;
use crate::error::key::SegmentError;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::shape::StoredForm;

const SETS: [ByteSet; 36] = {
    let mut sets = [ByteSet::HEX; 36];
    let mut hyphens = [8, 13, 18, 23].as_slice();
    while let [at, rest @ ..] = hyphens {
        sets[*at] = ByteSet::from_byte(b'-');
        hyphens = rest;
    }
    sets
};

ordered_segment!(
    Uuid,
    StoredForm::STRING,
    Shape::Fixed(&SETS),
    |value, out| {
        // Writing to a `String` cannot fail.
        let _ = write!(out, "{}", value.hyphenated());
        Ok(())
    },
    |text| {
        // The parser takes other forms too.
        let uuid = Uuid::try_parse(text).ok().filter(|uuid| uuid.hyphenated().to_string() == text);
        uuid.ok_or(SegmentError::Malformed("a UUID in lower case with hyphens"))
    }
);

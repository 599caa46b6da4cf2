//! `ulid::Ulid`: 26 characters of Crockford's alphabet, in upper case.

use ulid::Ulid;

use super::simple::ordered_segment;
use crate::error::key::SegmentError;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::shape::StoredForm;

const SETS: [ByteSet; 26] = {
    let mut sets = [ByteSet::from_text("0123456789ABCDEFGHJKMNPQRSTVWXYZ"); 26];
    // 26 characters of 5 bits are 2 bits more than a ULID has.
    sets[0] = ByteSet::range(b'0', b'7');
    sets
};

ordered_segment!(
    Ulid,
    StoredForm::STRING,
    Shape::Fixed(&SETS),
    |value, out| {
        out.push_str(&value.to_string());
        Ok(())
    },
    |text| {
        // The parser takes lower case too.
        let ulid = Ulid::from_string(text).ok().filter(|ulid| ulid.to_string() == text);
        ulid.ok_or(SegmentError::Malformed("a ULID in upper case"))
    }
);

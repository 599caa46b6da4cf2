//! Percent-escaping of string segments, so that they may contain the delimiter.

use std::fmt::Write as _;

use crate::error::key::SegmentError;

/// Escapes `%`, the characters of the delimiter and the first character of the following literal, so that the segment has
/// one end.
pub(crate) fn escape(text: &str, delimiter: &str, literal: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let awkward = character == '%' || delimiter.contains(character) || literal.starts_with(character);
        if awkward {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// Reverses [`escape`]. Accepts only the form that `escape` writes.
pub(crate) fn unescape(text: &str, delimiter: &str, literal: &str) -> Result<String, SegmentError> {
    let malformed = || SegmentError::Malformed("percent-escaped text");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, behind) = rest.split_at_checked(2).ok_or_else(malformed)?;
        let digits = str::from_utf8(digits).map_err(|_| malformed())?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| malformed())?);
        rest = behind;
    }
    let value = String::from_utf8(bytes).map_err(|_| malformed())?;
    if escape(&value, delimiter, literal) == text { Ok(value) } else { Err(malformed()) }
}

//! The set of texts that match a template.

use crate::message::const_for;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Template};

/// The parts of a template, and the delimiter that its strings cannot contain.
#[derive(Clone, Copy)]
pub(crate) struct Language<'t> {
    pub(crate) parts: &'t [Part],
    pub(crate) delimiter: &'t str,
    pub(crate) change: Change<'t>,
}

/// The change that a suggestion makes to the parts.
#[derive(Clone, Copy)]
pub(crate) enum Change<'t> {
    None,
    /// This text in front.
    Front(&'t [u8]),
    /// This text instead of the literal at this place.
    Literal(usize, &'t [u8]),
}

impl<'t> Language<'t> {
    pub(crate) const fn new(template: &'t Template) -> Self {
        Self { parts: template.parts, delimiter: template.delimiter, change: Change::None }
    }

    /// The literal at this place among the parts; empty where there is none.
    pub(crate) const fn literal_at(&self, at: usize) -> &'t [u8] {
        if let Change::Literal(place, text) = self.change
            && place == at
        {
            return text;
        }
        if at < self.parts.len()
            && let Part::Literal(literal) = self.parts[at]
        {
            return literal.as_bytes();
        }
        b""
    }

    /// Returns `true` if a value of the segment that is the `at`-th part can contain `byte`, or if that is unknown.
    pub(crate) const fn can_hold(&self, at: usize, shape: &Shape, byte: u8) -> bool {
        match shape {
            Shape::Run { first, rest } => first.has(byte) || rest.has(byte),
            Shape::Fixed(sets) => {
                const_for!(for set in sets {
                    if set.has(byte) {
                        return true;
                    }
                });
                false
            }
            Shape::Text => {
                !is_only(self.delimiter.as_bytes(), byte) && !is_only(self.literal_at(at + 1), byte)
            }
            Shape::Escaped | Shape::OneOf(_) => self.bytes_of(at, shape).has(byte),
            Shape::Char | Shape::Any => true,
        }
    }

    /// The bytes that a string segment can contain, or more.
    pub(crate) const fn bytes_of(&self, at: usize, shape: &Shape) -> ByteSet {
        let (delimiter, literal) = (self.delimiter.as_bytes(), self.literal_at(at + 1));
        match shape {
            Shape::Text => ByteSet::ANY.without(only(delimiter)).without(only(literal)),
            Shape::Escaped => ByteSet::ANY.without(escaped(delimiter)).without(escaped(first_of(literal))),
            Shape::OneOf(texts) => {
                let mut set = ByteSet::EMPTY;
                const_for!(for text in texts {
                    set = set.or(ByteSet::from_text(text));
                });
                set
            }
            Shape::Fixed(_) | Shape::Run { .. } | Shape::Char | Shape::Any => ByteSet::ANY,
        }
    }
}

/// Returns `true` if `text` is this byte alone: then a string without `text` does not contain the byte.
const fn is_only(text: &[u8], byte: u8) -> bool {
    text.len() == 1 && text[0] == byte
}

const fn only(text: &[u8]) -> ByteSet {
    if text.len() == 1 { ByteSet::from_byte(text[0]) } else { ByteSet::EMPTY }
}

const fn first_of(text: &[u8]) -> &[u8] {
    if text.is_empty() { text } else { text.split_at(1).0 }
}

/// The bytes that an escaped text never contains: ASCII, because longer characters share their bytes, and no bytes of
/// escapes.
const fn escaped(text: &[u8]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    const_for!(for byte in text {
        if byte.is_ascii() && !byte.is_ascii_hexdigit() && *byte != b'%' {
            set = set.or(ByteSet::from_byte(*byte));
        }
    });
    set
}

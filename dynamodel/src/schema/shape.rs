//! The texts of segments, as decoding, the checks of a template and the overlap proof know them.

use crate::message::{const_for, starts_with};
use crate::schema::attribute::KeyKind;
use crate::schema::bytes::ByteSet;

/// The set of texts that a segment can be written as.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One byte from each set, in order.
    Fixed(&'static [ByteSet]),
    /// A byte of `first`, then any number of bytes of `rest`: a number without padding.
    Run {
        /// The first byte.
        first: ByteSet,
        /// All further bytes.
        rest: ByteSet,
    },
    /// One of these texts: the variants of an enum.
    OneOf(&'static [&'static str]),
    /// One code point.
    Char,
    /// A string that must not be empty or contain the entity's delimiter.
    Text,
    /// A string that is percent-escaped where it could be misread.
    Escaped,
    /// Any string, the empty one included.
    Any,
}

impl Shape {
    /// The number of bytes, if all texts of this shape have as many.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::Shape;
    ///
    /// assert_eq!(Shape::OneOf(&["open", "done"]).width(), Some(4));
    /// assert_eq!(Shape::Text.width(), None);
    /// ```
    #[must_use]
    pub const fn width(&self) -> Option<usize> {
        match self {
            Self::Fixed(sets) => Some(sets.len()),
            Self::OneOf(texts) => same_length(texts),
            Self::Run { .. } | Self::Char | Self::Text | Self::Escaped | Self::Any => None,
        }
    }

    /// Returns `true` if a text of this shape ends without regard to the text behind it.
    #[must_use]
    pub const fn ends_itself(&self) -> bool {
        matches!(self, Self::Char) || self.width().is_some()
    }

    /// The bytes that could continue a text of this shape. A literal behind it must not start with one. Strings check the
    /// literal when a value is known instead.
    #[must_use]
    pub const fn continues_with(&self) -> ByteSet {
        match self {
            Self::Fixed(_) | Self::Char | Self::Text => ByteSet::EMPTY,
            Self::Run { rest, .. } => *rest,
            Self::OneOf(texts) => further_bytes(texts),
            Self::Escaped => ByteSet::from_byte(b'%').or(ByteSet::DIGIT).or(ByteSet::range(b'A', b'F')),
            Self::Any => ByteSet::ANY,
        }
    }

    /// The least and the greatest first byte of a number or time. All of these are ASCII.
    pub(crate) const fn first_bytes(&self) -> Option<(u8, u8)> {
        let first = match self {
            Self::Fixed([first, ..]) | Self::Run { first, .. } => *first,
            _ => return None,
        };
        match first.bounds() {
            Some((least, greatest)) if greatest < 0x7F => Some((least, greatest)),
            _ => None,
        }
    }

    /// Returns `true` if the empty text has this shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::key::Shape;
    ///
    /// assert!(!Shape::Text.may_be_empty());
    /// ```
    #[must_use]
    pub const fn may_be_empty(&self) -> bool {
        match self {
            Self::Escaped | Self::Any => true,
            Self::Fixed(sets) => sets.is_empty(),
            Self::Run { .. } | Self::OneOf(_) | Self::Char | Self::Text => false,
        }
    }
}

const fn same_length(texts: &[&str]) -> Option<usize> {
    if texts.is_empty() {
        return None;
    }
    let mut at = 1;
    while at < texts.len() {
        if texts[at].len() != texts[0].len() {
            return None;
        }
        at += 1;
    }
    Some(texts[0].len())
}

/// The bytes of texts behind other texts that they start with.
const fn further_bytes(texts: &[&str]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    const_for!(for text in texts {
        const_for!(for longer in texts {
            if longer.len() > text.len() && starts_with(longer, text) {
                set = set.or(ByteSet::from_byte(longer.as_bytes()[text.len()]));
            }
        });
    });
    set
}

/// The form that a field's serializer writes, by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredForm {
    /// A value for a key attribute of this type.
    Key(KeyKind),
    /// The result of a user-defined function.
    Custom,
    /// No value that a key attribute is known to hold.
    Other,
}

impl StoredForm {
    /// A string.
    pub const STRING: Self = Self::Key(KeyKind::String);
    /// A number.
    pub const NUMBER: Self = Self::Key(KeyKind::Number);
}

/// The type, other than a string, of a key attribute that one segment alone can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Native {
    /// Only a string.
    None,
    /// A number.
    Number,
    /// Binary.
    Binary,
}

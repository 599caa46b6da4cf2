//! What the text of a segment can look like: the one description that decoding,
//! the checks of a template and the overlap proof all read.

use crate::schema::attribute::KeyKind;
use crate::schema::bytes::ByteSet;

/// The set of texts a segment can be written as.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// As many bytes as the slice is long, each from the set at its position.
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
    /// A string that is refused if it is empty or holds the entity's delimiter.
    Text,
    /// A string whose awkward bytes are percent-escaped.
    Escaped,
    /// Any string, the empty one included.
    Any,
}

impl Shape {
    /// The number of bytes if every text of this shape has the same number.
    #[must_use]
    pub const fn width(&self) -> Option<usize> {
        match self {
            Self::Fixed(sets) => Some(sets.len()),
            Self::OneOf(texts) => same_length(texts),
            Self::Run { .. } | Self::Char | Self::Text | Self::Escaped | Self::Any => None,
        }
    }

    /// Whether a reader knows where a text of this shape ends without looking at what follows.
    #[must_use]
    pub const fn ends_itself(&self) -> bool {
        matches!(self, Self::Char) || self.width().is_some()
    }

    /// The bytes that could continue a text of this shape, so that a literal behind it may not
    /// start with one. Strings check the literal when a value is known instead.
    #[must_use]
    pub const fn continues_with(&self) -> ByteSet {
        match self {
            Self::Fixed(_) | Self::Char | Self::Text => ByteSet::EMPTY,
            Self::Run { rest, .. } => *rest,
            Self::OneOf(texts) => match same_length(texts) {
                Some(_) => ByteSet::EMPTY,
                None => bytes_of(texts),
            },
            Self::Escaped => ByteSet::of(b'%').or(ByteSet::DIGIT).or(ByteSet::range(b'A', b'F')),
            Self::Any => ByteSet::ANY,
        }
    }

    /// Whether the empty text has this shape.
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

const fn bytes_of(texts: &[&str]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    let mut at = 0;
    while at < texts.len() {
        set = set.or(ByteSet::of_each(texts[at]));
        at += 1;
    }
    set
}

/// What the serializer of a field writes, as far as its type tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredForm {
    /// What a key attribute of this type holds.
    Key(KeyKind),
    /// Whatever a function of the user's writes.
    Custom,
    /// Nothing that a key attribute can hold, for all that is known.
    Other,
}

impl StoredForm {
    /// A string.
    pub const STRING: Self = Self::Key(KeyKind::String);
    /// A number.
    pub const NUMBER: Self = Self::Key(KeyKind::Number);
}

/// The type of a key attribute, besides a string, that one segment alone can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Native {
    /// Only a string.
    None,
    /// A number.
    Number,
    /// Binary.
    Binary,
}

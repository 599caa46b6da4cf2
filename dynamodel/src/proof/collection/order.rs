//! The order of a parent and its children in their partition.

use std::cmp::Ordering;

use crate::collection::PatternMeta;
use crate::message::same;
use crate::proof::overlap::language::Language;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::{Part, Segment};

/// Compares the key of a parent with all keys of a child; `None` if that differs from key to key.
pub(crate) const fn compare(parent: &PatternMeta, child: &PatternMeta) -> Option<Ordering> {
    let mut a = Walk::new(Language::new(parent.meta().sort()));
    let mut b = Walk::new(Language::new(child.meta().sort()));
    loop {
        match (a.next(), b.next()) {
            (Next::End, Next::End) => return None,
            (Next::End, _) => return if b.is_never_empty() { Some(Ordering::Less) } else { None },
            (_, Next::End) => return if a.is_never_empty() { Some(Ordering::Greater) } else { None },
            (Next::Byte(x), Next::Byte(y)) if x == y => {
                a = a.past_byte();
                b = b.past_byte();
            }
            (Next::Segment(x), Next::Segment(y)) if are_given_alike(parent, child, &a, x, &b, y) => {
                a = a.past_segment();
                b = b.past_segment();
            }
            _ => return compare_bytes(a.first_bytes(), b.first_bytes()),
        }
    }
}

/// A position in a template, up to which two keys are equal.
#[derive(Clone, Copy)]
struct Walk<'t> {
    language: Language<'t>,
    part: usize,
    /// The number of bytes of the literal before the position.
    offset: usize,
    segments: usize,
}

/// The part at a position.
enum Next<'t> {
    /// A byte of a literal.
    Byte(u8),
    Segment(&'t Segment),
    End,
}

impl<'t> Walk<'t> {
    const fn new(language: Language<'t>) -> Self {
        Self { language, part: 0, offset: 0, segments: 0 }
    }

    const fn next(&self) -> Next<'t> {
        if self.part == self.language.parts.len() {
            return Next::End;
        }
        match &self.language.parts[self.part] {
            Part::Literal(literal) => Next::Byte(literal.as_bytes()[self.offset]),
            Part::Segment(segment) => Next::Segment(segment),
        }
    }

    const fn past_byte(self) -> Self {
        if self.offset + 1 < self.language.literal_at(self.part).len() {
            return Self { offset: self.offset + 1, ..self };
        }
        Self { part: self.part + 1, offset: 0, ..self }
    }

    const fn past_segment(self) -> Self {
        Self { part: self.part + 1, segments: self.segments + 1, ..self }
    }

    /// Returns `true` if text follows the position in every key.
    const fn is_never_empty(mut self) -> bool {
        loop {
            match self.next() {
                Next::End => return false,
                Next::Segment(segment) if segment.possible().may_be_empty() => self = self.past_segment(),
                Next::Byte(_) | Next::Segment(_) => return true,
            }
        }
    }

    /// The bytes that can follow the position; `None` if more than the next part determines them.
    const fn first_bytes(&self) -> Option<ByteSet> {
        match self.next() {
            Next::Byte(byte) => Some(ByteSet::from_byte(byte)),
            Next::Segment(segment) if !segment.possible().may_be_empty() => {
                Some(first_bytes(&self.language, self.part, &segment.possible()))
            }
            Next::Segment(_) | Next::End => None,
        }
    }
}

const fn first_bytes(language: &Language<'_>, at: usize, shape: &Shape) -> ByteSet {
    match shape {
        Shape::Fixed([first, ..]) | Shape::Run { first, .. } => *first,
        Shape::OneOf(texts) => first_of_each(texts),
        _ => language.bytes_of(at, shape),
    }
}

const fn first_of_each(texts: &[&str]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    let mut at = 0;
    while at < texts.len() {
        if let [first, ..] = texts[at].as_bytes() {
            set = set.or(ByteSet::from_byte(*first));
        }
        at += 1;
    }
    set
}

/// The order of all bytes of one set and all of another.
const fn compare_bytes(a: Option<ByteSet>, b: Option<ByteSet>) -> Option<Ordering> {
    let (Some(a), Some(b)) = (a, b) else { return None };
    let (Some((least_a, greatest_a)), Some((least_b, greatest_b))) = (a.bounds(), b.bounds()) else {
        return None;
    };
    if greatest_a < least_b {
        Some(Ordering::Less)
    } else if least_a > greatest_b {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// Returns `true` if two segments are one parameter of the partition, written in one format.
const fn are_given_alike(
    parent: &PatternMeta,
    child: &PatternMeta,
    a: &Walk<'_>,
    x: &Segment,
    b: &Walk<'_>,
    y: &Segment,
) -> bool {
    let nth = a.segments;
    nth == b.segments
        && nth < parent.given.len()
        && nth < child.given.len()
        && parent.given[nth] == child.given[nth]
        && x.lossless
        && y.lossless
        && x.descending == y.descending
        && same_shape(a, &x.shape, b, &y.shape)
}

const fn same_shape(at_a: &Walk<'_>, a: &Shape, at_b: &Walk<'_>, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Fixed(x), Shape::Fixed(y)) => x.len() == y.len(),
        (Shape::Escaped, Shape::Escaped) => escape_alike(at_a, at_b),
        (Shape::Run { .. }, Shape::Run { .. })
        | (Shape::OneOf(_), Shape::OneOf(_))
        | (Shape::Char, Shape::Char)
        | (Shape::Text, Shape::Text)
        | (Shape::Any, Shape::Any) => true,
        _ => false,
    }
}

/// Returns `true` if the characters that are escaped are the same: those of the delimiter, and the first one behind.
const fn escape_alike(a: &Walk<'_>, b: &Walk<'_>) -> bool {
    let (behind_a, behind_b) = (a.language.literal_at(a.part + 1), b.language.literal_at(b.part + 1));
    let same_guard = match (behind_a, behind_b) {
        ([], []) => true,
        // The first bytes of different characters of more than one byte can be equal.
        ([x, ..], [y, ..]) => *x == *y && x.is_ascii(),
        _ => false,
    };
    same_guard && same(a.language.delimiter, b.language.delimiter)
}

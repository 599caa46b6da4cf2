//! The start and the end of each template of a table, packed into words, so that most pairs are compared in a few
//! operations. A step of a `const fn` takes about 200 ns, and 40 entities with three keys make 7,140 pairs.
#![expect(clippy::large_stack_arrays, reason = "it is computed while compiling")]

use std::marker::PhantomData;

use crate::item::table::Table;
use crate::proof::overlap::language::Language;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::table::TableMeta;
use crate::schema::template::{Part, Template};

/// The number of keys of a table that have a signature. Further keys are compared without one.
const KEYS: usize = 512;
/// The part of a template that it covers, in words of 16 bytes.
const WORDS: usize = 3;
const BYTES: usize = 16;

/// The signatures of a table, computed once.
pub(crate) struct Signatures<T>(PhantomData<T>);

impl<T: Table> Signatures<T> {
    pub(crate) const ALL: &'static [KeySignature; KEYS] = &all(T::META);
}

#[derive(Clone, Copy)]
pub(crate) struct KeySignature {
    pub(crate) pk: Signature,
    pub(crate) sk: Signature,
}

impl KeySignature {
    const NONE: Self = Self { pk: Signature::NONE, sk: Signature::NONE };
}

const fn all(table: &TableMeta) -> [KeySignature; KEYS] {
    let mut made = [KeySignature::NONE; KEYS];
    let mut count = 0;
    let mut entity = 0;
    while entity < table.entities.len() {
        let mut at = 0;
        while at < table.entities[entity].stored() && count < KEYS {
            let key = table.entities[entity].stored_key(at);
            made[count] = KeySignature { pk: Signature::new(&key.pk), sk: Signature::new(key.sort()) };
            count += 1;
            at += 1;
        }
        entity += 1;
    }
    made
}

/// The start and the end of a template.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    start: Packed,
    end: Packed,
}

impl Signature {
    const NONE: Self = Self { start: Packed::NONE, end: Packed::NONE };

    pub(crate) const fn new(template: &Template) -> Self {
        let language = Language::new(template);
        Self { start: start_of(&language), end: end_of(&language) }
    }

    /// Returns `true` if the templates certainly have no text in common.
    pub(crate) const fn is_disjoint(&self, other: &Self) -> bool {
        self.start.differs(&other.start) || self.end.differs(&other.end)
    }
}

/// The literals at the start, with marks for the segments between them.
const fn start_of(language: &Language<'_>) -> Packed {
    let mut made = Packed::NONE;
    let mut at = 0;
    while at < language.parts.len() && made.len < WORDS * BYTES {
        match &language.parts[at] {
            Part::Literal(literal) => {
                let mut rest = literal.as_bytes();
                while let [byte, behind @ ..] = rest {
                    made.push(*byte, true);
                    rest = behind;
                }
            }
            Part::Segment(segment) => match mark(language, at, &segment.possible()) {
                Some((kind, detail)) => {
                    made.push(kind, false);
                    made.push(detail, false);
                }
                None => return made,
            },
        }
        at += 1;
    }
    made
}

/// The literal at the end, backwards.
const fn end_of(language: &Language<'_>) -> Packed {
    let mut made = Packed::NONE;
    if !language.parts.is_empty() {
        let mut rest = language.literal_at(language.parts.len() - 1);
        while let [before @ .., byte] = rest {
            made.push(*byte, true);
            rest = before;
        }
    }
    made
}

/// Bytes of literals and marks. If the first difference is in bytes of literals, no text matches both.
#[derive(Clone, Copy)]
struct Packed {
    bytes: [u128; WORDS],
    /// Ones at the bytes of literals.
    literal: [u128; WORDS],
    len: usize,
}

impl Packed {
    const NONE: Self = Self { bytes: [0; WORDS], literal: [0; WORDS], len: 0 };

    const fn push(&mut self, byte: u8, literal: bool) {
        if self.len < WORDS * BYTES {
            let (word, shift) = (self.len / BYTES, self.len % BYTES * 8);
            self.bytes[word] |= (byte as u128) << shift;
            if literal {
                self.literal[word] |= 0xFF << shift;
            }
            self.len += 1;
        }
    }

    const fn differs(&self, other: &Self) -> bool {
        let mut word = 0;
        while word < WORDS {
            let (a, b) = (self.literal[word], other.literal[word]);
            let difference = (self.bytes[word] ^ other.bytes[word]) | (a ^ b);
            if difference != 0 {
                let first = difference & difference.wrapping_neg();
                return first & a & b != 0;
            }
            word += 1;
        }
        false
    }
}

/// The mark of a segment. Segments with the same mark end at the same byte of any text that matches both templates.
const fn mark(language: &Language<'_>, at: usize, shape: &Shape) -> Option<(u8, u8)> {
    const FIXED: u8 = 1;
    const NUMBER: u8 = 2;
    const GUARDED: u8 = 3;
    if let Shape::Fixed(sets) = shape {
        return if sets.len() <= u8::MAX as usize {
            Some((FIXED, sets.len().to_le_bytes()[0]))
        } else {
            None
        };
    }
    let [guard, ..] = language.literal_at(at + 1) else { return None };
    match shape {
        // Each ends at the first byte that is not a digit, behind its first byte.
        Shape::Run { rest, .. }
            if !rest.without(ByteSet::DIGIT).meets(ByteSet::ANY) && !ByteSet::DIGIT.has(*guard) =>
        {
            Some((NUMBER, 0))
        }
        // Each ends at the first guard, which is the same byte.
        _ if !language.can_hold(at, shape, *guard) => Some((GUARDED, *guard)),
        _ => None,
    }
}

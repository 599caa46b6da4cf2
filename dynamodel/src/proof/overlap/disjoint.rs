//! Templates without a common text.
//!
//! Most pairs of a table differ in a literal at the start or at the end, often behind the same tenant segment. Automata
//! compare the others.

use crate::message::const_for;
use crate::proof::overlap::automaton::{Automaton, meet};
use crate::proof::overlap::language::Language;
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::Part;

/// A position in a language, up to which two languages match.
#[derive(Clone, Copy)]
struct Cursor {
    part: usize,
    /// The number of matched bytes of a literal.
    offset: usize,
}

/// The result of comparing the starts of two languages.
enum Start {
    Disjoint,
    /// The parts behind the cursors decide.
    Open(Cursor, Cursor),
}

/// Returns `true` if no text is in both languages. `true` is certain, `false` is not.
pub(crate) const fn disjoint(a: &Language<'_>, b: &Language<'_>) -> bool {
    match compare_starts(a, b) {
        Start::Disjoint => true,
        Start::Open(at_a, at_b) => {
            ends_differ(a, b)
                || !meet(
                    &Automaton::new(a, at_a.part, at_a.offset),
                    &Automaton::new(b, at_b.part, at_b.offset),
                )
        }
    }
}

const fn compare_starts(a: &Language<'_>, b: &Language<'_>) -> Start {
    let mut at_a = Cursor { part: 0, offset: 0 };
    let mut at_b = at_a;
    while at_a.part < a.parts.len() && at_b.part < b.parts.len() {
        match (&a.parts[at_a.part], &b.parts[at_b.part]) {
            (Part::Literal(x), Part::Literal(y)) => {
                let (x, y) = (x.as_bytes(), y.as_bytes());
                while at_a.offset < x.len() && at_b.offset < y.len() {
                    if x[at_a.offset] != y[at_b.offset] {
                        return Start::Disjoint;
                    }
                    at_a.offset += 1;
                    at_b.offset += 1;
                }
                at_a = past_literal(at_a, x);
                at_b = past_literal(at_b, y);
            }
            (Part::Segment(x), Part::Segment(y)) => {
                match compare_segments(a, at_a.part, &x.possible(), b, at_b.part, &y.possible()) {
                    Pair::Disjoint => return Start::Disjoint,
                    Pair::Skip => {
                        at_a.part += 1;
                        at_b.part += 1;
                    }
                    Pair::Unknown => break,
                }
            }
            _ => break,
        }
    }
    Start::Open(at_a, at_b)
}

const fn past_literal(at: Cursor, literal: &[u8]) -> Cursor {
    if at.offset == literal.len() { Cursor { part: at.part + 1, offset: 0 } } else { at }
}

/// The result of comparing two segments at the same place.
enum Pair {
    /// The languages are disjoint, whatever follows.
    Disjoint,
    /// The segments end at the same byte of any common text, and have a common text: the parts behind them decide.
    Skip,
    Unknown,
}

const fn compare_segments(
    a: &Language<'_>,
    at_a: usize,
    x: &Shape,
    b: &Language<'_>,
    at_b: usize,
    y: &Shape,
) -> Pair {
    if let (Shape::Fixed(x), Shape::Fixed(y)) = (x, y)
        && x.len() == y.len()
    {
        return compare_fixed(x, y);
    }
    let (guard_a, guard_b) = (a.guard(at_a), b.guard(at_b));
    if let (Shape::Run { rest: x, .. }, Shape::Run { rest: y, .. }) = (x, y) {
        // Both have a first byte, and only the bytes behind it can be read as a guard.
        let rest = x.or(*y);
        if !lacks(rest, guard_a) || !lacks(rest, guard_b) {
            return Pair::Unknown;
        }
    } else if !stops_at(a, at_a, x, guard_a, guard_b) || !stops_at(b, at_b, y, guard_a, guard_b) {
        return Pair::Unknown;
    }
    // Neither segment can hold a guard: the first guard in a text is where the segment ends.
    match (guard_a, guard_b) {
        (Guard::Byte(one), Guard::Byte(other)) if one != other => Pair::Disjoint,
        (Guard::Byte(_), Guard::Byte(_)) if have_common_text(x, y) => Pair::Skip,
        (Guard::Byte(_), Guard::End) | (Guard::End, Guard::Byte(_)) => Pair::Disjoint,
        _ => Pair::Unknown,
    }
}

const fn compare_fixed(x: &[ByteSet], y: &[ByteSet]) -> Pair {
    const_for!(for (index, set) in x {
        if !set.meets(y[index]) {
            return Pair::Disjoint;
        }
    });
    Pair::Skip
}

/// The part behind a segment.
#[derive(Clone, Copy)]
enum Guard {
    /// A literal that starts with this byte.
    Byte(u8),
    /// Nothing.
    End,
    /// Another segment.
    Segment,
}

impl Language<'_> {
    const fn guard(&self, at: usize) -> Guard {
        match self.literal_at(at + 1) {
            [first, ..] => Guard::Byte(*first),
            [] if at + 1 == self.parts.len() => Guard::End,
            [] => Guard::Segment,
        }
    }
}

/// Returns `true` if the segment can contain neither guard.
const fn stops_at(language: &Language<'_>, at: usize, shape: &Shape, a: Guard, b: Guard) -> bool {
    avoids(language, at, shape, a) && avoids(language, at, shape, b)
}

const fn avoids(language: &Language<'_>, at: usize, shape: &Shape, guard: Guard) -> bool {
    match guard {
        Guard::Byte(byte) => !language.can_hold(at, shape, byte),
        Guard::End => true,
        Guard::Segment => false,
    }
}

const fn lacks(set: ByteSet, guard: Guard) -> bool {
    match guard {
        Guard::Byte(byte) => !set.has(byte),
        Guard::End => true,
        Guard::Segment => false,
    }
}

/// Returns `true` if a text certainly has both shapes.
const fn have_common_text(x: &Shape, y: &Shape) -> bool {
    match (x, y) {
        (Shape::Run { first: x, .. }, Shape::Run { first: y, .. }) => x.meets(*y),
        (Shape::Text, Shape::Text) | (Shape::Escaped, Shape::Escaped) => true,
        _ => false,
    }
}

/// Returns `true` if both languages end with literals that differ.
const fn ends_differ(a: &Language<'_>, b: &Language<'_>) -> bool {
    if a.parts.is_empty() || b.parts.is_empty() {
        return false;
    }
    let mut x = a.literal_at(a.parts.len() - 1);
    let mut y = b.literal_at(b.parts.len() - 1);
    while let ([x_rest @ .., x_last], [y_rest @ .., y_last]) = (x, y) {
        if *x_last != *y_last {
            return true;
        }
        (x, y) = (x_rest, y_rest);
    }
    false
}

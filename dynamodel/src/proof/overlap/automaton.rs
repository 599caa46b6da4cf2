//! A template as a small automaton over bytes, and the walk through two of them at once.
//!
//! Every edge leads forward or back to its own node, so one pass over the pairs of nodes, in order, reaches every pair.
//! This needs no stack and no recursion, which are limited in a `const fn`.
#![expect(clippy::large_stack_arrays, reason = "automata are built while compiling")]

pub(crate) mod witness;

use crate::message::const_for;
use crate::proof::overlap::language::{Change, Language};
use crate::schema::bytes::ByteSet;
use crate::schema::shape::Shape;
use crate::schema::template::Part;

/// The number of nodes of one automaton. Behind the first nodes, a longer template matches any text, which can only find
/// too much overlap.
const CAPACITY: usize = 512;
const WORDS: usize = CAPACITY / 64;

#[derive(Clone, Copy)]
enum Node {
    /// One byte.
    Byte { byte: u8, to: usize },
    /// One byte of a set.
    Set { set: ByteSet, to: usize },
    /// Any number of bytes of a set.
    Loop(ByteSet),
    /// Continues at the next node or at another, without a byte.
    Split(usize),
    /// The text may end here.
    End,
}

pub(crate) struct Automaton {
    nodes: [Node; CAPACITY],
    len: usize,
    /// `true` if the rest of the template did not fit.
    cut: bool,
}

impl Automaton {
    /// Returns the automaton of the template from a byte of its `part`-th part on.
    pub(crate) const fn new(language: &Language<'_>, part: usize, offset: usize) -> Self {
        let mut made = Self { nodes: [Node::End; CAPACITY], len: 0, cut: false };
        let (mut at, mut offset) = (part, offset);
        if let Change::Front(text) = language.change {
            made.push_text(text);
        }
        while at < language.parts.len() {
            match &language.parts[at] {
                Part::Literal(_) => made.push_text(language.literal_at(at).split_at(offset).1),
                Part::Segment(segment) => made.push_segment(language, at, &segment.possible()),
            }
            offset = 0;
            at += 1;
        }
        if made.cut {
            made.nodes[made.len] = Node::Loop(ByteSet::ANY);
            made.len += 1;
        }
        // The last node stays `End`.
        made.len += 1;
        made
    }

    /// Returns `true` if this many more nodes fit, with room for two at the end.
    const fn has_room(&mut self, more: usize) -> bool {
        self.cut = self.cut || self.len + more > CAPACITY - 2;
        !self.cut
    }

    const fn push(&mut self, node: Node) {
        if self.has_room(1) {
            self.nodes[self.len] = node;
            self.len += 1;
        }
    }

    const fn push_set(&mut self, set: ByteSet) {
        self.push(Node::Set { set, to: self.len + 1 });
    }

    const fn push_text(&mut self, text: &[u8]) {
        const_for!(for byte in text {
            self.push(Node::Byte { byte: *byte, to: self.len + 1 });
        });
    }

    const fn push_segment(&mut self, language: &Language<'_>, at: usize, shape: &Shape) {
        match shape {
            Shape::Fixed(sets) => {
                const_for!(for set in sets {
                    self.push_set(*set);
                });
            }
            Shape::Run { first, rest } => {
                self.push_set(*first);
                self.push(Node::Loop(*rest));
            }
            Shape::OneOf(texts) => self.push_one_of(texts),
            Shape::Char => self.push_char(),
            Shape::Text => {
                let set = language.bytes_of(at, shape);
                self.push_set(set);
                self.push(Node::Loop(set));
            }
            Shape::Escaped | Shape::Any => self.push(Node::Loop(language.bytes_of(at, shape))),
        }
    }

    const fn push_one_of(&mut self, texts: &[&str]) {
        let mut nodes = texts.len();
        const_for!(for text in texts {
            nodes += text.len();
        });
        if !self.has_room(nodes) {
            return;
        }
        let end = self.len + nodes;
        const_for!(for (index, text) in texts {
            let text = text.as_bytes();
            // Behind the last alternative there is no other: the split leads to the next node only.
            let other = if index + 1 < texts.len() { self.len + 1 + text.len() } else { self.len + 1 };
            self.push(Node::Split(if text.is_empty() { end } else { other }));
            self.push_text(text);
            if let Node::Byte { to, .. } = &mut self.nodes[self.len - 1] {
                *to = end;
            }
        });
    }

    /// One code point in UTF-8.
    const fn push_char(&mut self) {
        const FORMS: [(ByteSet, usize); 4] = [
            (ByteSet::range(0x00, 0x7F), 0),
            (ByteSet::range(0xC2, 0xDF), 1),
            (ByteSet::range(0xE0, 0xEF), 2),
            (ByteSet::range(0xF0, 0xF4), 3),
        ];
        if !self.has_room(14) {
            return;
        }
        let end = self.len + 14;
        const_for!(for (form, bytes) in FORMS {
            let (first, more) = *bytes;
            self.push(Node::Split(if form < 3 { self.len + 2 + more } else { self.len + 1 }));
            self.push_set(first);
            let mut continuations = 0;
            while continuations < more {
                self.push_set(ByteSet::CONTINUATION);
                continuations += 1;
            }
            if let Node::Set { to, .. } = &mut self.nodes[self.len - 1] {
                *to = end;
            }
        });
    }
}

/// Returns `true` if both automata accept a common text.
pub(crate) const fn meet(a: &Automaton, b: &Automaton) -> bool {
    // For each node of `a`, the nodes of `b` reached together with it.
    let mut reached = [[0_u64; WORDS]; CAPACITY];
    reached[0][0] = 1;
    let mut i = 0;
    while i < a.len {
        let mut word = 0;
        while word <= (b.len - 1) / 64 {
            let mut done = 0;
            // A step may reach further nodes of this very word.
            while reached[i][word] & !done != 0 {
                let bit = (reached[i][word] & !done).trailing_zeros();
                done |= 1 << bit;
                let j = word * 64 + bit as usize;
                if let (Node::End, Node::End) = (a.nodes[i], b.nodes[j]) {
                    return true;
                }
                step(a, b, i, j, &mut reached);
            }
            word += 1;
        }
        i += 1;
    }
    false
}

type Reached = [[u64; WORDS]; CAPACITY];

/// Marks the pairs that follow a pair.
const fn step(a: &Automaton, b: &Automaton, i: usize, j: usize, reached: &mut Reached) {
    let (from, with) = (a.nodes[i], b.nodes[j]);
    if let Node::Loop(_) | Node::Split(_) = from {
        mark(reached, i + 1, j);
    }
    if let Node::Split(other) = from {
        mark(reached, other, j);
    }
    if let Node::Loop(_) | Node::Split(_) = with {
        mark(reached, i, j + 1);
    }
    if let Node::Split(other) = with {
        mark(reached, i, other);
    }
    if have_common_byte(from, with) {
        mark(reached, target(from, i), target(with, j));
    }
}

const fn mark(reached: &mut Reached, i: usize, j: usize) {
    reached[i][j / 64] |= 1 << (j % 64);
}

const fn have_common_byte(x: Node, y: Node) -> bool {
    use Node::{Byte, End, Loop, Set, Split};
    match (x, y) {
        (End | Split(_), _) | (_, End | Split(_)) => false,
        (Byte { byte: x, .. }, Byte { byte: y, .. }) => x == y,
        (Byte { byte, .. }, Set { set, .. } | Loop(set))
        | (Set { set, .. } | Loop(set), Byte { byte, .. }) => set.has(byte),
        (Set { set: x, .. } | Loop(x), Set { set: y, .. } | Loop(y)) => x.meets(y),
    }
}

const fn target(node: Node, at: usize) -> usize {
    match node {
        Node::Byte { to, .. } | Node::Set { to, .. } => to,
        Node::Loop(_) | Node::Split(_) | Node::End => at,
    }
}

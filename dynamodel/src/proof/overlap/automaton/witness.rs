//! A text that two automata accept, for the message of an overlap.

use crate::message::{Message, const_for};
use crate::proof::overlap::automaton::{
    Automaton, CAPACITY, Node, Reached, WORDS, have_common_byte, mark, target,
};

/// Returns a short text that both automata accept.
pub(crate) const fn common_text(a: &Automaton, b: &Automaton) -> Option<Message> {
    let ends = ends(a, b);
    if !has(&ends, 0, 0) {
        return None;
    }
    let (mut i, mut j) = (0, 0);
    let mut text = Message::EMPTY;
    while !matches!((a.nodes[i], b.nodes[j]), (Node::End, Node::End)) {
        // A loop is left as soon as possible.
        if let Some(next) = without_byte(a.nodes[i], i, j, &ends, true) {
            i = next;
        } else if let Some(next) = without_byte(b.nodes[j], j, i, &ends, false) {
            j = next;
        } else {
            text = text.add_bytes(&[common_byte(a.nodes[i], b.nodes[j])]);
            (i, j) = (target(a.nodes[i], i), target(b.nodes[j], j));
        }
    }
    Some(text)
}

const fn has(pairs: &Reached, i: usize, j: usize) -> bool {
    pairs[i][j / 64] >> (j % 64) & 1 == 1
}

/// The pairs of nodes from which both ends can be reached. Edges lead forward, so they are found backwards.
const fn ends(a: &Automaton, b: &Automaton) -> Reached {
    let mut ends = [[0_u64; WORDS]; CAPACITY];
    let mut i = a.len;
    while i > 0 {
        i -= 1;
        let mut j = b.len;
        while j > 0 {
            j -= 1;
            let (from, with) = (a.nodes[i], b.nodes[j]);
            if matches!((from, with), (Node::End, Node::End))
                || without_byte(from, i, j, &ends, true).is_some()
                || without_byte(with, j, i, &ends, false).is_some()
                || (have_common_byte(from, with) && has(&ends, target(from, i), target(with, j)))
            {
                mark(&mut ends, i, j);
            }
        }
    }
    ends
}

/// The node that follows without a byte, if the end can be reached from there.
const fn without_byte(node: Node, at: usize, other: usize, ends: &Reached, first: bool) -> Option<usize> {
    let (next, skip) = match node {
        Node::Loop(_) => (at + 1, at + 1),
        Node::Split(to) => (at + 1, to),
        Node::Byte { .. } | Node::Set { .. } | Node::End => return None,
    };
    if if first { has(ends, next, other) } else { has(ends, other, next) } {
        return Some(next);
    }
    if if first { has(ends, skip, other) } else { has(ends, other, skip) } { Some(skip) } else { None }
}

/// The bytes of readable values. Ones make dates and numbers of any width too.
const READABLE: &[u8] = b"a1bcdefghijklmnopqrstuvwxyz023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.~ ";

const fn common_byte(x: Node, y: Node) -> u8 {
    const_for!(for byte in READABLE {
        if takes(x, *byte) && takes(y, *byte) {
            return *byte;
        }
    });
    let mut byte = 0;
    while byte < u8::MAX && !(takes(x, byte) && takes(y, byte)) {
        byte += 1;
    }
    byte
}

const fn takes(node: Node, found: u8) -> bool {
    match node {
        Node::Byte { byte, .. } => byte == found,
        Node::Set { set, .. } | Node::Loop(set) => set.has(found),
        Node::Split(_) | Node::End => false,
    }
}

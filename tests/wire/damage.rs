//! Damage to responses.

use std::ops::Range;

use fastrand::Rng;

const TOKENS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "true",
    "1e9",
    "\"\"",
    "{}",
    "[]",
    " ",
    "\\u0041",
    "\\uD800",
    "\\uDC00",
    "\\u12",
    "\u{1}",
    "\"S\":\"x\",",
    "{\"S\":\"x\"}",
    "\"Items\":[],",
    "\u{FEFF}",
];

/// Damages a response in one to three places.
pub(crate) fn damage(body: &mut Vec<u8>, random: &mut Rng) {
    for _ in 0..random.usize(1..=3) {
        let at = random.usize(..=body.len());
        match random.u8(..8) {
            0 => body.truncate(at),
            1 => {
                let range = range(body, random);
                drop(body.drain(range));
            }
            2 => {
                let copy = body[range(body, random)].to_vec();
                drop(body.splice(at..at, copy));
            }
            3 => nest(body, at, random),
            4 | 5 => {
                let token = random.choice(TOKENS).unwrap();
                drop(body.splice(at..at, token.bytes()));
            }
            _ => flip(body, random),
        }
    }
}

fn range(body: &[u8], random: &mut Rng) -> Range<usize> {
    let start = random.usize(..=body.len());
    start..(start + random.usize(..40)).min(body.len())
}

fn flip(body: &mut [u8], random: &mut Rng) {
    if !body.is_empty() {
        let at = random.usize(..body.len());
        body[at] ^= 1 << random.u8(..8);
    }
}

/// Inserts a deep value.
fn nest(body: &mut Vec<u8>, at: usize, random: &mut Rng) {
    let depth = random.choice([1, 30, 45, 200, 100_000]).unwrap();
    let (open, close) = random.choice([("[", "]"), ("{\"L\":[", "]}"), ("{\"M\":{\"a\":", "}}")]).unwrap();
    let nested = [open.repeat(depth), close.repeat(depth)].concat();
    drop(body.splice(at..at, nested.bytes()));
}

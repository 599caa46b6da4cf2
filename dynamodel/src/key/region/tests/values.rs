//! Values that are easily mistaken.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of strings that can be mistaken for other parts of a key.
const AWKWARD: &[&str] = &[
    "",
    "a",
    "b",
    "ab",
    "p1",
    "0",
    "#",
    "##",
    "-",
    "--",
    "x",
    "x#",
    "#tail",
    "%",
    "%23",
    "~",
    ":",
    "/",
    "\0",
    "\u{7F}",
    "\u{80}",
    "é",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFF}",
    "\u{10FFFF}",
];

pub(super) fn hostile() -> impl Strategy<Value = String> {
    let tokens = prop::collection::vec(select(AWKWARD), 0..4).prop_map(|tokens| tokens.concat());
    let long = (select(AWKWARD), 1..2000_usize)
        .prop_map(|(token, size)| token.repeat(size.checked_div(token.len()).unwrap_or_default()));
    prop_oneof![8 => tokens, 3 => any::<String>(), 1 => long]
}

/// A string that the template takes.
pub(super) fn accepted() -> impl Strategy<Value = String> {
    hostile().prop_map(|text| match text.replace('#', "") {
        text if text.is_empty() || text.len() > 900 => "a".to_owned(),
        text => text,
    })
}

pub(super) fn number() -> impl Strategy<Value = u32> {
    prop_oneof![0..4_u32, 8..12_u32, Just(99_999_998), Just(99_999_999), 0..100_000_000_u32]
}

pub(super) fn awkward_char() -> impl Strategy<Value = char> {
    let edges = select(
        &['\0', '#', 'a', 'b', '\u{7F}', '\u{80}', '\u{D7FF}', '\u{E000}', '\u{10FFFE}', char::MAX][..],
    );
    prop_oneof![edges, any::<char>()]
}

pub(super) fn some_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![Just(0), Just(255), any::<u8>()], 1..4)
}

pub(super) fn several<T: Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(values, 0..8)
}

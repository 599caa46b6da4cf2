//! Strings that try to be mistaken for something else.

use proptest::prelude::*;
use proptest::sample::select;

/// The number of cases of a property, besides those in which a value is refused.
pub(crate) fn cases() -> ProptestConfig {
    let config = ProptestConfig::with_cases(10_000);
    ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..config }
}

const AWKWARD: &[&str] = &[
    "",
    "a",
    "b",
    "A",
    "B",
    "0",
    "2",
    "3",
    "#",
    "-",
    "--",
    ":",
    "::",
    "/",
    "~",
    "~#",
    "#-",
    "%",
    "%23",
    "%2",
    "2D",
    "x",
    "x#",
    "_root",
    "\0",
    "\u{7F}",
    "\u{80}",
    "é",
    "É",
    "e\u{301}",
    "İ",
    "ß",
    "Σ",
    "ς",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFF}",
    "\u{10FFFF}",
];

pub(crate) fn strings() -> impl Strategy<Value = String> {
    let tokens = prop::collection::vec(select(AWKWARD), 0..5).prop_map(|tokens| tokens.concat());
    let long = (select(AWKWARD), 1..2000_usize)
        .prop_map(|(token, size)| token.repeat(size.checked_div(token.len()).unwrap_or_default()));
    prop_oneof![12 => tokens, 4 => any::<String>(), 1 => long]
}

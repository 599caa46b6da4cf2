//! Values of fields, few of each, so that some changes change nothing.

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts for a plain segment of a key.
pub(crate) fn word() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &["a", "ab", "B", "0", "-", "_root", "a b", "\u{e9}", "b%23"];
    proptest::sample::select(WORDS).prop_map(str::to_owned)
}

/// Texts for an escaped segment, and for a field that is in no key.
pub(crate) fn text() -> impl Strategy<Value = String> {
    const TEXTS: &[&str] = &["", "a", "a#", "#", "%", "#b%", "\u{10ffff}", "_root"];
    proptest::sample::select(TEXTS).prop_map(str::to_owned)
}

/// Texts for an escaped segment that are not empty.
pub(crate) fn some_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("{text}#"))
}

pub(crate) fn option<S: Strategy>(values: S) -> impl Strategy<Value = Option<S::Value>> {
    proptest::option::weighted(0.6, values)
}

/// From 2020 on, so that nothing has expired.
pub(crate) fn time() -> impl Strategy<Value = Timestamp> {
    let time = |(seconds, nanos)| Timestamp::new(1_577_836_800 + seconds, nanos).unwrap();
    let nanos = prop_oneof![Just(0), Just(500_000_000), 0..1_000_000_000];
    (0..10_000_000_i64, nanos).prop_map(time)
}

pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 1..4)
}

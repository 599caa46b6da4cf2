//! The names of newtypes for attributes that serde has no type for.

/// A sequence that is stored as a set of strings. `serde_dynamo` uses this name too, so its modules work.
pub(crate) const STRING_SET: &str = "\u{37E}STRINGSET\u{37E}";

/// A sequence that is stored as a set of numbers.
pub(crate) const NUMBER_SET: &str = "\u{37E}NUMBERSET\u{37E}";

/// A sequence that is stored as a set of binary values.
pub(crate) const BINARY_SET: &str = "\u{37E}BYTESSET\u{37E}";

/// A text that is stored as a number.
pub(crate) const NUMBER: &str = "\u{37E}NUMBER\u{37E}";

/// A value of any type in its stored form.
pub(crate) const ANY: &str = "\u{37E}ANY\u{37E}";

/// A value in a form of the library, whose reader decides what a missing attribute is.
pub(crate) const FORM: &str = "\u{37E}FORM\u{37E}";

/// A value of which its form holds only a part, such as a time in whole seconds.
pub(crate) const CUT: &str = "\u{37E}CUT\u{37E}";

/// Returns `true` if a reader that asks for this name reads a missing attribute.
pub(super) fn reads_absence(name: &str) -> bool {
    name == FORM || is_set(name)
}

/// Returns `true` if the name is that of a set.
pub(super) fn is_set(name: &str) -> bool {
    matches!(name, STRING_SET | NUMBER_SET | BINARY_SET)
}

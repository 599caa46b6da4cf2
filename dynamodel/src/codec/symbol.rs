//! The names of newtypes by which a value asks for an attribute that serde has no type for.

/// A sequence that is stored as a set of strings. It is the name that `serde_dynamo` uses, so its modules work too.
pub(crate) const STRING_SET: &str = "\u{37E}STRINGSET\u{37E}";

/// A sequence that is stored as a set of numbers.
pub(crate) const NUMBER_SET: &str = "\u{37E}NUMBERSET\u{37E}";

/// A sequence that is stored as a set of binary values.
pub(crate) const BINARY_SET: &str = "\u{37E}BYTESSET\u{37E}";

/// A text that is stored as a number.
pub(crate) const NUMBER: &str = "\u{37E}NUMBER\u{37E}";

/// Returns `true` if the name asks for a set.
pub(super) fn is_set(name: &str) -> bool {
    matches!(name, STRING_SET | NUMBER_SET | BINARY_SET)
}

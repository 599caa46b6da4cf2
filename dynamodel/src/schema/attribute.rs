//! Key attributes.

use aws_sdk_dynamodb::types::{AttributeValue, ScalarAttributeType};

/// A key attribute of a table.
#[derive(Clone, Copy, Debug)]
pub struct KeyAttribute {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: KeyKind,
}

/// The type of a key attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A string: what any template writes.
    String,
    /// A number: a template of one bare integer.
    Number,
    /// Binary: a template of one bare `Vec<u8>`.
    Binary,
}

impl KeyKind {
    /// As messages have it.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Binary => "binary",
        }
    }

    /// As `pk_type` has it.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }

    /// Whether this is a value of the type.
    pub(crate) fn holds(self, value: &AttributeValue) -> bool {
        match self {
            Self::String => value.is_s(),
            Self::Number => value.is_n(),
            Self::Binary => value.is_b(),
        }
    }

    pub(crate) fn scalar(self) -> ScalarAttributeType {
        match self {
            Self::String => ScalarAttributeType::S,
            Self::Number => ScalarAttributeType::N,
            Self::Binary => ScalarAttributeType::B,
        }
    }
}

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
    /// A string. Every template can write one.
    String,
    /// A number. A template of one bare integer can write it.
    Number,
    /// Binary. A template of one bare `Vec<u8>` can write it.
    Binary,
}

impl KeyKind {
    /// The type in messages.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Binary => "binary",
        }
    }

    /// The type in the attribute `pk_type`.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }

    /// Returns `true` if the value has this type.
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

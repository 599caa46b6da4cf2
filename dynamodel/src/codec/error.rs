//! Errors of writing and reading values.

use std::fmt;

/// The reason why a value cannot be written as an attribute or read from one. It never shows stored values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(Reason);

/// The result of writing or reading a value.
pub type Result<T, E = CodecError> = std::result::Result<T, E>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Message(String),
    Missing(Missing),
}

/// A field that the stored struct lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) field: &'static str,
    /// The type that reads the struct, once it is known.
    pub(super) reader: Option<&'static str>,
}

impl CodecError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(Reason::Message(message.into()))
    }

    pub(super) fn missing(&self) -> Option<&Missing> {
        match &self.0 {
            Reason::Missing(missing) => Some(missing),
            Reason::Message(_) => None,
        }
    }

    /// Returns `true` if a field is missing.
    pub(crate) fn is_missing(&self) -> bool {
        self.missing().is_some()
    }

    /// Adds the reader of the struct that lacks the field. The first call, from the innermost struct, wins.
    pub(super) fn read_by(mut self, reader: &'static str) -> Self {
        if let Reason::Missing(missing) = &mut self.0 {
            missing.reader.get_or_insert(reader);
        }
        self
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Message(message) => f.write_str(message),
            Reason::Missing(Missing { field, .. }) => write!(f, "missing field `{field}`"),
        }
    }
}

impl std::error::Error for CodecError {}

impl serde::ser::Error for CodecError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl serde::de::Error for CodecError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self(Reason::Missing(Missing { field, reader: None }))
    }
}

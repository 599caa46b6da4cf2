//! Errors of writing and reading values.

use std::fmt;

/// The reason why a value cannot be written as an attribute or read from one. It never shows stored values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(Box<Inner>);

/// The result of writing or reading a value.
pub type Result<T, E = CodecError> = std::result::Result<T, E>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    /// The path to the value, the last step first. It grows while the error returns.
    steps: Vec<Step>,
}

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

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// An attribute, a key of a map or a variant.
    Name(String),
    Element(usize),
}

impl CodecError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::of(Reason::Message(message.into()))
    }

    fn of(reason: Reason) -> Self {
        Self(Box::new(Inner { reason, steps: Vec::new() }))
    }

    pub(super) fn missing(&self) -> Option<&Missing> {
        match &self.0.reason {
            Reason::Missing(missing) => Some(missing),
            Reason::Message(_) => None,
        }
    }

    /// Returns the name of the missing field.
    pub(crate) fn lacks(&self) -> Option<&'static str> {
        self.missing().map(|missing| missing.field)
    }

    /// Returns `true` if a field is missing.
    pub(crate) fn is_missing(&self) -> bool {
        self.missing().is_some()
    }

    /// The name of the missing field.
    pub(crate) fn absent_field(&self) -> Option<&'static str> {
        self.missing().map(|missing| missing.field)
    }

    /// Adds the reader of the struct that lacks the field. The first call, from the innermost struct, wins.
    #[cold]
    pub(super) fn read_by(mut self, reader: &'static str) -> Self {
        if let Reason::Missing(missing) = &mut self.0.reason {
            missing.reader.get_or_insert(reader);
        }
        self
    }

    /// Adds the member of a map, or the variant, that the value is in.
    #[cold]
    pub(super) fn in_name(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Name(name.to_owned()));
        self
    }

    /// Adds the key of a map that cannot be read, unless it is known.
    #[cold]
    pub(super) fn at_key(self, key: &str) -> Self {
        if self.0.steps.is_empty() { self.in_name(key) } else { self }
    }

    /// Adds the position in a list.
    #[cold]
    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Element(index));
        self
    }

    /// The path to the value, such as `lines[2].price`; `.` for the whole.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Name(name) if path.is_empty() => path.push_str(name),
                Step::Name(name) => path.extend([".", name]),
                Step::Element(index) => path.extend(["[", itoa::Buffer::new().format(*index), "]"]),
            }
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }
}

impl CodecError {
    /// The path to the field that the stored struct lacks, if that is the reason.
    pub(crate) fn missing_path(&self) -> Option<String> {
        let Missing { field, .. } = self.missing()?;
        Some(match self.path() {
            path if path == "." => (*field).to_owned(),
            path => path + "." + field,
        })
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.reason {
            Reason::Message(message) => f.write_str(message),
            Reason::Missing(Missing { field, .. }) => write!(f, "missing field `{field}`"),
        }
    }
}

impl std::error::Error for CodecError {}

impl serde::ser::Error for CodecError {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl serde::de::Error for CodecError {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Self::of(Reason::Missing(Missing { field, reader: None }))
    }
}

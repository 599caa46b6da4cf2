//! The actions of an update, as a tree.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Path;
use crate::codec::debug::{Redacted, tuple};

/// One change of one path.
#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    Set(Path, Source),
    Remove(Path),
    /// Adds to a number or to a set. `DynamoDB` accepts it for attributes only, not for nested paths.
    Add(Path, AttributeValue),
    /// Removes elements of a set.
    Delete(Path, AttributeValue),
}

/// The new value of a path.
#[derive(Clone, PartialEq)]
pub(crate) enum Source {
    Value(AttributeValue),
    Path(Path),
    /// The stored value of the path, or else this value.
    IfNotExists(Path, AttributeValue),
    Append(Box<Source>, Box<Source>),
    Plus(Box<Source>, AttributeValue),
    Minus(Box<Source>, AttributeValue),
}

impl Action {
    pub(crate) fn set(path: impl Into<Path>, value: AttributeValue) -> Self {
        Self::Set(path.into(), Source::Value(value))
    }

    pub(crate) fn path(&self) -> &Path {
        let (Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _)) = self;
        path
    }

    /// Returns `true` if repeating the action changes the item again.
    pub(crate) fn counts_twice(&self) -> bool {
        match self {
            Self::Set(_, source) => !matches!(source, Source::Value(_) | Source::IfNotExists(..)),
            Self::Add(_, value) => matches!(value, AttributeValue::N(_)),
            // Removing an element moves those behind it.
            Self::Remove(path) => matches!(path.0.last(), Some(super::Step::Element(_))),
            Self::Delete(..) => false,
        }
    }
}

/// The values are not shown.
impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(path, source) => tuple(f, "Set", &[path, source]),
            Self::Remove(path) => tuple(f, "Remove", &[path]),
            Self::Add(path, value) => tuple(f, "Add", &[path, &Redacted(value)]),
            Self::Delete(path, value) => tuple(f, "Delete", &[path, &Redacted(value)]),
        }
    }
}

/// The values are not shown.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => Redacted(value).fmt(f),
            Self::Path(path) => path.fmt(f),
            Self::IfNotExists(path, value) => tuple(f, "IfNotExists", &[path, &Redacted(value)]),
            Self::Append(first, second) => tuple(f, "Append", &[first, second]),
            Self::Plus(source, value) => tuple(f, "Plus", &[source, &Redacted(value)]),
            Self::Minus(source, value) => tuple(f, "Minus", &[source, &Redacted(value)]),
        }
    }
}

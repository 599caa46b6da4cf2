//! The stored forms that values are read from.

mod borrowed;
mod moved;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::{Error as _, Unexpected, Visitor};

pub(crate) use borrowed::Borrowed;
pub(crate) use moved::Moved;

use crate::codec::error::{CodecError, Result};

/// An attribute, or a part of one, as something stores it: a map of the SDK that is kept or taken apart.
pub trait Source<'de>: Sized {
    type Name: Text<'de>;
    type Text: Text<'de>;
    type Bytes: Bytes<'de>;
    type Elements: Iterator<Item = Self>;
    type Map: Map<'de, Self>;

    fn form(self) -> Form<'de, Self>;

    fn is_null(&self) -> bool;

    /// The value in the SDK's form.
    fn into_value(self) -> AttributeValue;

    /// The text of a number, which stays in its place.
    fn number(&self) -> Option<&str>;
}

/// A string that is stored.
pub trait Text<'de>: Sized {
    /// The string while it is kept.
    type Lent<'t>: Text<'de>
    where
        Self: 't;

    fn as_str(&self) -> &str;

    fn lend(&self) -> Self::Lent<'_>;

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value>;
}

/// Binary that is stored.
pub trait Bytes<'de>: Sized {
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value>;
}

/// A map that is stored.
pub trait Map<'de, S: Source<'de>>: Sized {
    type Entries: Iterator<Item = (S::Name, S)>;

    fn holds(&self, name: &str) -> bool;

    fn entries(self) -> Self::Entries;
}

/// The type of an attribute with its contents.
pub enum Form<'de, S: Source<'de>> {
    Text(S::Text),
    Number(S::Text),
    Bytes(S::Bytes),
    Bool(bool),
    Null,
    List(S::Elements),
    Set(S::Elements),
    Map(S::Map),
    /// A field that the item lacks. A set is read as empty.
    Absent(&'static str),
    EmptySet,
    /// A type of attribute that the SDK does not know.
    Unknown,
}

impl<'de, S: Source<'de>> Form<'de, S> {
    /// The error where another type is stored.
    #[cold]
    pub(super) fn expected<T>(self, what: &str) -> Result<T> {
        match self {
            Self::Absent(field) => Err(CodecError::missing_field(field)),
            _ => Err(CodecError::invalid_type(Unexpected::Other(self.found()), &what)),
        }
    }

    fn found(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Number(_) => "a number",
            Self::Bytes(_) => "binary",
            Self::Bool(_) => "a bool",
            Self::Null => "NULL",
            Self::List(_) => "a list",
            Self::Set(_) | Self::EmptySet => "a set",
            Self::Map(_) => "a map",
            Self::Absent(_) => "nothing",
            Self::Unknown => "an attribute of an unknown type",
        }
    }
}

//! Modules for `#[serde(with = "...")]`, by which fields are stored as sets.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Visitor};

/// Stores a field as a set of strings: `#[serde(with = "dynamodel::string_set")]`.
///
/// The field is a `HashSet`, a `BTreeSet` or a `Vec` of strings, such as `BTreeSet<String>`.
///
/// `DynamoDB` has no empty set, so an empty set is stored as an absent attribute. A missing attribute is read as an empty
/// set; `#[serde(default)]` is not needed. Elements are stored in order and without duplicates.
///
/// The field may be an `Option` of a set. `None` is stored as an absent attribute too, so `Some` of an empty set is read
/// as `None`.
///
/// In an internally tagged or untagged enum, serde reads fields without the library. A set that may be empty needs
/// `#[serde(default)]` there.
pub mod string_set {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a sequence as a set.
    ///
    /// # Errors
    ///
    /// The value is not a sequence of strings.
    pub fn serialize<T: Serialize + ?Sized, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(crate::codec::STRING_SET, value)
    }

    /// Reads a set.
    ///
    /// # Errors
    ///
    /// The attribute is not a set or list of the elements of `T`.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        crate::codec::sets::read(crate::codec::STRING_SET, deserializer)
    }
}

/// Stores a field as a set of numbers: `#[serde(with = "dynamodel::number_set")]`.
///
/// The field is a `HashSet`, a `BTreeSet` or a `Vec` of numbers, such as `HashSet<u64>`.
///
/// Empty sets, `Option`s and enums behave as in [`string_set`].
pub mod number_set {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a sequence as a set.
    ///
    /// # Errors
    ///
    /// The value is not a sequence of numbers.
    pub fn serialize<T: Serialize + ?Sized, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(crate::codec::NUMBER_SET, value)
    }

    /// Reads a set.
    ///
    /// # Errors
    ///
    /// The attribute is not a set or list of the elements of `T`.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        crate::codec::sets::read(crate::codec::NUMBER_SET, deserializer)
    }
}

/// Stores a field as a set of binary values: `#[serde(with = "dynamodel::binary_set")]`.
///
/// The field is a `HashSet`, a `BTreeSet` or a `Vec` of binary values, such as `Vec<serde_bytes::ByteBuf>`.
///
/// Empty sets, `Option`s and enums behave as in [`string_set`].
pub mod binary_set {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a sequence as a set.
    ///
    /// # Errors
    ///
    /// The value is not a sequence of binary values.
    pub fn serialize<T: Serialize + ?Sized, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(crate::codec::BINARY_SET, value)
    }

    /// Reads a set.
    ///
    /// # Errors
    ///
    /// The attribute is not a set or list of the elements of `T`.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        crate::codec::sets::read(crate::codec::BINARY_SET, deserializer)
    }
}

/// Requests a set by the name of a newtype, which distinguishes an absent set from an absent list.
fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    symbol: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(symbol, SetVisitor(PhantomData))
}

struct SetVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SetVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a set")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

//! Attributes as the values of their fields.

use serde::de::DeserializeOwned;

use crate::codec::{self, Deserializer};

/// What reads a field of this type: its type, or a function of the user's.
pub trait Reads<V> {
    /// The value that an attribute holds.
    ///
    /// # Errors
    ///
    /// The attribute is not what the field's type reads.
    fn read(value: Deserializer<'_>) -> codec::Result<V>;
}

/// The field's type.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<V: DeserializeOwned> Reads<V> for ByType {
    fn read(value: Deserializer<'_>) -> codec::Result<V> {
        V::deserialize(value)
    }
}

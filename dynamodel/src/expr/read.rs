//! Reading fields from attributes.

use serde::de::DeserializeOwned;

use crate::codec::{self, Deserializer};

/// A reader of a field: its type, or a user-defined function.
pub trait Reads<V> {
    /// Reads a value from an attribute.
    ///
    /// # Errors
    ///
    /// The field's type cannot read the attribute.
    fn read(value: Deserializer<'_>) -> codec::Result<V>;
}

/// Reads a field by its type.
#[derive(Clone, Copy, Debug)]
pub struct ByType;

impl<V: DeserializeOwned> Reads<V> for ByType {
    fn read(value: Deserializer<'_>) -> codec::Result<V> {
        V::deserialize(value)
    }
}

//! The parts of [`prefixed!`](crate::prefixed).

pub use serde::{Deserializer, Serializer};

/// The form of a module that declares none. A module's own form takes precedence.
pub mod undeclared {
    pub use crate::codec::form::Undeclared as __DynamodelForm;
}

pub use crate::codec::form::{InForm, Prefix, Prefixed, SortedAsText, deserialize, serialize};

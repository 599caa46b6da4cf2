//! Items that do not have the shape of their entity.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;

/// An item that does not have the shape of its entity.
#[derive(Debug)]
#[non_exhaustive]
pub struct Malformed {
    /// The key attributes as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// The reason why it cannot be read.
    pub error: Error,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Malformed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl From<Malformed> for Error {
    fn from(malformed: Malformed) -> Self {
        malformed.error
    }
}

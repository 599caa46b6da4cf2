//! The items that are left as they are.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, Kind};

/// An item that could not be rewritten or migrated.
#[derive(Debug)]
#[non_exhaustive]
pub struct LeftItem {
    /// The key attributes as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// The reason. [`Error::entity`] is the entity.
    pub error: Error,
}

/// The error codes that concern one item, and will again.
const OF_ITEM: &[&str] = &[
    "ValidationException",
    "ValidationError",
    "ItemCollectionSizeLimitExceeded",
    "ItemCollectionSizeLimitExceededException",
];

/// Returns `true` if an error is not about one item, and is to be expected at the next one too.
pub(in crate::op) fn is_of_all(error: &Error) -> bool {
    match error.cause() {
        Kind::Sdk { code, .. } => !code.as_deref().is_some_and(|code| OF_ITEM.contains(&code)),
        Kind::Unprocessed { .. } => true,
        _ => false,
    }
}

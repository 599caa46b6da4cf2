//! The progress of a backfill, and the items that it has left.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, Kind, PartialOutcome};
use crate::page::Cursor;

/// The progress of a backfill.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct BackfillProgress {
    /// The number of items up to the cursor, of all types.
    pub scanned: usize,
    /// The number of items of the entity that are done: `rewritten`, `unchanged` and `left` together.
    pub read: usize,
    /// The number of items that were rewritten, or in a dry run would be.
    pub rewritten: usize,
    /// The number of items that were as they should be, or were removed before their turn.
    pub unchanged: usize,
    /// The number of copies and markers without an item that were removed, or in a dry run would be.
    pub removed: usize,
    /// The items that could not be rewritten. Each stays as it was. They are in memory until the end.
    pub left: Vec<LeftItem>,
    /// The cursor to continue from; `None` at the end, and before the first items are done.
    pub cursor: Option<Cursor>,
}

/// An item that could not be rewritten.
#[derive(Debug)]
#[non_exhaustive]
pub struct LeftItem {
    /// The key attributes as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// The reason.
    pub error: Error,
}

/// A backfill that stopped before the end: [`Error::partial`]. Its writes stay. It can continue from the cursor of its
/// progress, and a new start does no harm.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialBackfill {
    /// The progress so far.
    pub progress: BackfillProgress,
}

impl fmt::Display for PartialBackfill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BackfillProgress { read, rewritten, left, .. } = &self.progress;
        let left = left.len();
        write!(f, "{read} items were done, {rewritten} of them rewritten and {left} left, then")
    }
}

impl PartialOutcome for PartialBackfill {}

/// The error codes that concern one item, and will again.
const OF_ITEM: &[&str] = &[
    "ValidationException",
    "ValidationError",
    "ItemCollectionSizeLimitExceeded",
    "ItemCollectionSizeLimitExceededException",
];

/// Returns `true` if an error is not about one item, and is to be expected at the next one too.
pub(super) fn is_of_all(error: &Error) -> bool {
    match error.cause() {
        Kind::Sdk { code, .. } => !code.as_deref().is_some_and(|code| OF_ITEM.contains(&code)),
        Kind::Unprocessed { .. } => true,
        _ => false,
    }
}

//! What a backfill has done, and what not.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::error::{Kind, PartialOutcome};
use crate::page::Cursor;

/// How far a backfill is.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct BackfillProgress {
    /// The items of the table that were read, of whatever type: those up to the cursor.
    pub scanned: usize,
    /// The items of the entity that are done: `rewritten`, `unchanged` and `left` together.
    pub read: usize,
    /// Those that were rewritten, or in a dry run would be.
    pub rewritten: usize,
    /// Those that were as they should be, or gone when it was their turn.
    pub unchanged: usize,
    /// The copies and markers without an item that were removed, or in a dry run would be.
    pub removed: usize,
    /// The items that could not be rewritten, in memory until the end. Each stays as it was.
    pub left: Vec<LeftItem>,
    /// Where to go on if it ends here; `None` at the end, and where nothing is done.
    pub cursor: Option<Cursor>,
}

/// An item that could not be rewritten.
#[derive(Debug)]
#[non_exhaustive]
pub struct LeftItem {
    /// Its key attributes, as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// Why.
    pub error: Error,
}

/// A backfill that has stopped before the end: [`Error::partial`]. What it has written stays; it can go on from the cursor
/// of its progress, and to start anew does no harm.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartialBackfill {
    /// How far it came.
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

/// What `DynamoDB` says of one item, and would say of it again.
const OF_ITEM: &[&str] = &[
    "ValidationException",
    "ValidationError",
    "ItemCollectionSizeLimitExceeded",
    "ItemCollectionSizeLimitExceededException",
];

/// Whether an error at one item is to be expected at the next one too.
pub(super) fn is_of_all(error: &Error) -> bool {
    match error.cause() {
        Kind::Sdk { code, .. } => !code.as_deref().is_some_and(|code| OF_ITEM.contains(&code)),
        Kind::Unprocessed { .. } => true,
        _ => false,
    }
}

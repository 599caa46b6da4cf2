//! The progress of a backfill, and the items that it has left.

use std::fmt;

use crate::error::PartialOutcome;
use crate::op::paced_scan::LeftItem;
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

/// A backfill that stopped before the end: [`Error::partial`](crate::Error::partial). Its writes stay. It can continue from the cursor of its
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

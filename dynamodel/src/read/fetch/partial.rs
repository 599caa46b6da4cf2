//! The items of a batch of reads that read some of its keys.

use std::fmt;

use crate::error::{Error, PartialOutcome, RefusedOperation};

/// A batch that read some of its items and not the others.
#[non_exhaustive]
pub struct PartialBatch<I> {
    /// The items that were read, in the order of the keys.
    pub items: Vec<Option<I>>,
    /// The indexes of the keys whose items are not known: unread ones, and refused ones.
    pub unprocessed: Vec<usize>,
    /// The keys whose items cannot be read, each with the reason. Asking for them again does not help.
    pub refused: Vec<RefusedOperation>,
}

/// The items are counted, not shown: errors end up in logs.
impl<I> fmt::Debug for PartialBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, unprocessed, refused } = self;
        let items = items.iter().flatten().count();
        let mut partial = f.debug_struct("PartialBatch");
        partial.field("items", &items).field("unprocessed", unprocessed).field("refused", refused).finish()
    }
}

impl<I> fmt::Display for PartialBatch<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} keys were not read", self.unprocessed.len(), self.items.len())
    }
}

impl<I: Send + Sync + 'static> PartialOutcome for PartialBatch<I> {
    fn first_failure(&self) -> Option<&Error> {
        self.refused.first().map(|refused| &refused.error)
    }
}

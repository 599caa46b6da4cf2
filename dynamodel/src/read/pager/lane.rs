//! A partition or a segment while it is read.

use std::collections::VecDeque;

use crate::read::position::Position;
use crate::schema::item::Item;

/// A partition or a table while it is read, or one of its shards or segments.
pub(super) struct Lane {
    /// The position of the next request.
    pub(super) next: Position,
    /// The position behind the items that were given to the caller.
    pub(super) given: Position,
    /// The items of a shard that were read ahead.
    pub(super) ready: VecDeque<Item>,
    /// The number of requests so far.
    pub(super) requests: u32,
}

impl Lane {
    pub(super) fn new(position: Position) -> Self {
        Self { next: position.clone(), given: position, ready: VecDeque::new(), requests: 0 }
    }

    /// Returns `true` if nothing is left to give or to request.
    pub(super) fn is_read(&self) -> bool {
        self.ready.is_empty() && self.next.is_end()
    }

    /// Returns `true` if only a request tells what comes next.
    pub(super) fn needs_page(&self) -> bool {
        self.ready.is_empty() && !self.next.is_end()
    }
}

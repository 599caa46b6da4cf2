//! The order in which the items of several lanes are given.

use crate::error::Error;
use crate::error::cursor::CursorError;
use crate::page::{Cursor, Issuer};
use crate::read::operation::{Operation, Segments};
use crate::read::position::{Position, resume, resume_each};
use crate::read::request::Requests;

/// The shards that are requested at the same time.
const SHARDS_AT_ONCE: usize = 16;

/// The order of the items of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// One lane, in its order.
    Single,
    /// Shards, in the order of their sort keys.
    Merged,
    /// Segments, as their responses come.
    AsTheyCome,
}

/// The lanes of a read: a partition or table, or its shards or segments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes {
    pub(super) order: Order,
    pub(super) count: usize,
    /// The number of lanes that are requested at the same time.
    pub(super) concurrency: usize,
}

impl Lanes {
    pub(super) fn new(operation: &Operation) -> Result<Self, Error> {
        Ok(match operation {
            Operation::Query(partition) if partition.shards.len() > 1 => {
                Self { order: Order::Merged, count: partition.shards.len(), concurrency: SHARDS_AT_ONCE }
            }
            Operation::Scan { segments: segments @ Segments { count: Some(count), concurrency }, .. } => {
                segments.check()?;
                Self { order: Order::AsTheyCome, count: *count, concurrency: *concurrency }
            }
            Operation::Query(_) | Operation::Scan { .. } => {
                Self { order: Order::Single, count: 1, concurrency: 1 }
            }
        })
    }

    /// Returns the position of each lane in a cursor.
    pub(super) fn resume(
        self,
        requests: &Requests,
        issuer: &Issuer,
        cursor: &Cursor,
    ) -> Result<Vec<Position>, CursorError> {
        if self.order == Order::Single {
            return Ok(vec![resume(requests, issuer, cursor)?]);
        }
        let positions = resume_each(requests, issuer, cursor, self.count)?;
        // The cursor of shards has a key for each that was read, ended or not.
        if self.order == Order::Merged && positions.iter().any(Position::is_end) {
            return Err(CursorError::Malformed);
        }
        Ok(positions)
    }
}

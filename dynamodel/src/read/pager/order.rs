//! The order in which the items of several lanes are given.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::lane::Lane;
use crate::codec::order::SortKey;
use crate::error::Error;
use crate::error::cursor::CursorError;
use crate::page::{Cursor, Issuer};
use crate::read::operation::{Operation, Segments};
use crate::read::position::{Position, resume, resume_each};
use crate::read::request::Requests;
use crate::schema::item::Item;

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

/// Takes out the items that were read ahead, in the order of their sort keys and for equal ones of the shards, up to
/// the first that an unread item may precede. Returns each with the number of its lane.
pub(super) fn merge(lanes: &mut [Lane], requests: &Requests) -> Vec<(usize, Item)> {
    let forward = requests.is_forward();
    let head = |lane: &Lane, number: usize| {
        let (key, is_read) = match (lane.ready.front(), &lane.next) {
            (Some(item), _) => (requests.sort_key(item), true),
            (None, Position::After(last)) => (requests.sort_key(last), false),
            (None, Position::Start) => (Vec::new(), false),
            (None, Position::End) => return None,
        };
        Some(Head { key, lane: number, is_read, forward })
    };
    let heads = lanes.iter().enumerate();
    let mut heads: BinaryHeap<Head> = heads.filter_map(|(number, lane)| head(lane, number)).collect();
    let mut merged = Vec::new();
    while let Some(Head { lane: number, is_read: true, .. }) = heads.pop() {
        let lane = &mut lanes[number];
        merged.extend(lane.ready.pop_front().map(|item| (number, item)));
        heads.extend(head(lane, number));
    }
    merged
}

/// The next item of a shard; the greatest is the next of all.
#[derive(PartialEq, Eq)]
struct Head {
    key: Vec<SortKey>,
    lane: usize,
    /// `false` for an item that is still to be read, behind the key.
    is_read: bool,
    forward: bool,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = (&self.key, self.lane).cmp(&(&other.key, other.lane));
        if self.forward { order.reverse() } else { order }
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

//! The items of several shards in one order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::lane::Lane;
use crate::codec::attribute::FetchedItem;
use crate::codec::order::SortKey;
use crate::read::position::Position;
use crate::read::request::Requests;

/// Takes out the items that were read ahead, in the order of their sort keys and for equal ones of the shards, up to
/// the first that an unread item may precede. Returns each with the number of its lane.
pub(super) fn merge(lanes: &mut [Lane], requests: &Requests) -> Vec<(usize, FetchedItem)> {
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

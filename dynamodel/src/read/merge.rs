//! The items of several shards in one order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::lane::{Front, Lane};
use crate::codec::order::SortKey;
use crate::schema::item::Item;

/// Takes out what was read ahead, in the order of the sort keys and for equal ones of the shards, up to
/// where one that is still to be read may come before. Each item with the number of its shard.
pub(super) fn merge<I>(lanes: &mut [Lane<I>], forward: bool) -> Vec<(usize, Item)> {
    let fronts = lanes.iter().enumerate().filter_map(|(number, lane)| Head::of(lane, number, forward));
    let mut heads: BinaryHeap<Head> = fronts.collect();
    let mut merged = Vec::new();
    while let Some(Head { number, read: true, .. }) = heads.pop() {
        let lane = &mut lanes[number];
        merged.extend(lane.take().map(|item| (number, item)));
        heads.extend(Head::of(lane, number, forward));
    }
    merged
}

/// What comes next in a shard; the greatest is what comes next of all.
#[derive(PartialEq, Eq)]
struct Head {
    key: Vec<SortKey>,
    number: usize,
    /// Whether it has been read.
    read: bool,
    forward: bool,
}

impl Head {
    fn of<I>(lane: &Lane<I>, number: usize, forward: bool) -> Option<Self> {
        match lane.front() {
            Front::Item(key) => Some(Self { key, number, read: true, forward }),
            Front::Unread(key) => Some(Self { key, number, read: false, forward }),
            Front::End => None,
        }
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = (&self.key, self.number).cmp(&(&other.key, other.number));
        if self.forward { order.reverse() } else { order }
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

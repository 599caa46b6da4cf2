//! The items that a pager gives to its caller.

use std::ops::Range;

use super::Pager;
use super::lane::{Lane, LaneResponse};
use super::merge::merge;
use super::order::Order;
use crate::error::Error;
use crate::page::Page;
use crate::read::decoder::Decoded;
use crate::read::position::Position;
use crate::read::source::{ReadItem, is_wanted};

/// Items in the order in which they are given, each with the number of its lane.
pub(super) struct Run<I> {
    pub(super) items: Vec<(usize, ReadItem<I>)>,
    /// The lanes whose responses end with it.
    pub(super) lanes: Range<usize>,
}

impl<I: Send + 'static> Pager<I> {
    /// Puts the items of these responses in order, up to the first that an unread item may precede.
    pub(super) fn arrange(&mut self, responses: Vec<LaneResponse<I>>) -> Vec<Run<I>> {
        if self.order != Order::Merged {
            let run = |LaneResponse { lane, items, .. }| Run {
                items: items.into_iter().map(|item| (lane, item)).collect(),
                lanes: lane..lane + 1,
            };
            return responses.into_iter().map(run).collect();
        }
        for LaneResponse { lane, items, .. } in responses {
            self.lanes[lane].ready = items.into_iter().map(|item| item.item).collect();
        }
        let items = merge(&mut self.lanes, &self.source.requests).into_iter();
        vec![Run {
            items: items.map(|(lane, item)| (lane, item.into())).collect(),
            lanes: 0..self.lanes.len(),
        }]
    }

    /// Adds items up to the wanted number. Returns `true` if another one follows those.
    pub(super) async fn give(
        &mut self,
        items: Vec<(usize, ReadItem<I>)>,
        page: &mut Page<I>,
    ) -> Result<bool, Error> {
        let source = self.source.clone();
        if self.hydrates_responses || source.decoder.hydration.is_none() {
            return self.give_each(items, page).await;
        }
        let mut items = items.into_iter();
        loop {
            if self.left == Some(0) {
                return Ok(items.any(|(_, item)| source.may_be_wanted(item)));
            }
            let at_once = items.by_ref().take(source.hydrated_at_once(self.left));
            let (lanes, at_once): (Vec<_>, Vec<_>) = at_once.unzip();
            if at_once.is_empty() {
                return Ok(false);
            }
            let hydrated = source.hydrate(at_once).await?;
            if self.give_each(lanes.into_iter().zip(hydrated), page).await? {
                return Ok(true);
            }
        }
    }

    async fn give_each(
        &mut self,
        items: impl IntoIterator<Item = (usize, ReadItem<I>)>,
        page: &mut Page<I>,
    ) -> Result<bool, Error> {
        let mut failed = None;
        let items = items.into_iter();
        page.items.reserve(items.size_hint().0.min(self.left.unwrap_or(usize::MAX)));
        for (lane, item) in items {
            match self.give_one(lane, item, page) {
                Ok(false) => {}
                Ok(true) => return Ok(true),
                Err(error) => {
                    failed = Some((lane, error));
                    break;
                }
            }
        }
        match failed {
            Some((lane, error)) => Err(self.located(lane, error).await),
            None => Ok(false),
        }
    }

    /// Adds an item if it is still wanted. Returns `true` if it is wanted but one too many.
    fn give_one(&mut self, lane: usize, item: ReadItem<I>, page: &mut Page<I>) -> Result<bool, Error> {
        // A page ends behind one of these, or of shards behind the last of each.
        let can_be_last = self.left.is_some_and(|left| left <= 1) || self.order == Order::Merged;
        let key = can_be_last.then(|| self.source.requests.key_of(&item.item));
        let decoded = self.source.decode(item);
        if self.left == Some(0) {
            match decoded {
                // Parents are not counted.
                Ok(Decoded::Parent(parent)) => page.items.push(parent),
                // An error is the next page's to report.
                decoded => return Ok(is_wanted(&decoded)),
            }
        } else {
            let decoded = decoded?;
            self.lanes[lane].progress.found += usize::from(decoded.is_given());
            match decoded {
                Decoded::Item(item) => {
                    page.items.push(item);
                    self.left = self.left.map(|left| left.saturating_sub(1));
                }
                Decoded::Parent(item) | Decoded::Malformed(item) => page.items.push(item),
                Decoded::Foreign => page.skipped += 1,
                Decoded::Other => {}
            }
        }
        if let Some(key) = key {
            self.lanes[lane].given = Position::After(key);
        }
        Ok(false)
    }

    /// Moves the position of these lanes behind everything that was read of them. The last wanted item keeps its
    /// position, so that the next page reads the items behind it again.
    pub(super) fn advance(&mut self, lanes: Range<usize>) {
        if self.left == Some(0) && self.order != Order::AsTheyCome {
            return;
        }
        for Lane { next, given, ready, .. } in &mut self.lanes[lanes] {
            // The cursor of shards has a key for each that was read, ended or not.
            let keeps_key = self.order == Order::Merged && next.is_end();
            if ready.is_empty() && !keeps_key {
                given.clone_from(next);
            }
        }
    }
}

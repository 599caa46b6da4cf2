//! A partition or a segment while it is read.

use std::collections::VecDeque;

use futures_util::future::BoxFuture;

use crate::codec::attribute::FetchedItem;
use crate::error::Error;
use crate::read::limit::Progress;
use crate::read::position::Position;
use crate::read::request::PageRequest;
use crate::read::source::ReadItem;
use crate::schema::item::Item;

/// A partition or a table while it is read, or one of its shards or segments.
pub(super) struct Lane {
    /// The position of the next request.
    pub(super) next: Position,
    /// The position behind the items that were given to the caller.
    pub(super) given: Position,
    /// The items of a shard that were read ahead.
    pub(super) ready: VecDeque<FetchedItem>,
    pub(super) progress: Progress,
    /// The last request, if its items come without their keys.
    pub(super) last: Option<PageRequest>,
}

impl Lane {
    pub(super) fn new(position: Position) -> Self {
        Self {
            next: position.clone(),
            given: position,
            ready: VecDeque::new(),
            progress: Progress::default(),
            last: None,
        }
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

/// The response to a request of a lane.
pub(super) struct LaneResponse<I> {
    /// The number of the lane.
    pub(super) lane: usize,
    pub(super) items: Vec<ReadItem<I>>,
    pub(super) count: usize,
    /// The number of items that were read, the ones that a filter left out included.
    pub(super) scanned: usize,
    /// The key behind which the next request starts.
    pub(super) last_key: Option<Item>,
    /// The request, if its items come without their keys.
    pub(super) request: Option<PageRequest>,
}

/// A request of a lane in flight.
pub(super) type LaneRequest<I> = BoxFuture<'static, Result<LaneResponse<I>, Error>>;

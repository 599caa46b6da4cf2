//! The response to a request of a pager.

use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::read::source::ReadItem;
use crate::schema::item::Item;

/// The response to a request of a lane.
pub(super) struct LaneResponse<I> {
    /// The number of the lane.
    pub(super) lane: usize,
    pub(super) items: Vec<ReadItem<I>>,
    pub(super) count: usize,
    /// The key behind which the next request starts.
    pub(super) last_key: Option<Item>,
}

/// A request of a lane in flight.
pub(super) type LaneRequest<I> = BoxFuture<'static, Result<LaneResponse<I>, Error>>;

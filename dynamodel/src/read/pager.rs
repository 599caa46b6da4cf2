//! The pages of a read.

mod give;
mod lane;
mod merge;
mod order;
mod request;

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;

use self::lane::{Lane, LaneRequest};
use self::order::{Lanes, Order};
use crate::client::TableClient;
use crate::error::Error;
use crate::item::table::Table;
use crate::page::{Cursor, Issuer, Page};
use crate::read::extent::Extent;
use crate::read::position::{Position, issue_cursor};
use crate::read::source::Source;

/// A read in progress: of a partition, of its shards in the order of their sort keys, of a table, or of its segments
/// side by side.
pub(crate) struct Pager<I> {
    source: Arc<Source<I>>,
    /// The partition or table, or each shard or segment.
    lanes: Vec<Lane>,
    order: Order,
    /// The number of lanes that are requested at the same time.
    concurrency: usize,
    issuer: Issuer,
    /// The number of items that are still wanted; `None` for all.
    left: Option<usize>,
    page_size: Option<u32>,
    /// Asks for the number of items only.
    counts: bool,
    /// Fetches the items of a whole response while others come, and not as they are given.
    hydrates_responses: bool,
    /// The segments whose next page is still to be requested.
    waiting: VecDeque<usize>,
    /// The requests of segments that are read as they come.
    in_flight: FuturesUnordered<LaneRequest<I>>,
}

impl<I: Send + 'static> Pager<I> {
    /// Starts a read. Its cursors are bound to `identity` and to the number of segments.
    ///
    /// # Errors
    ///
    /// There are too many segments, or the cursor is not one of this read.
    pub(crate) fn new<T: Table>(
        source: Source<I>,
        table: &TableClient<T>,
        identity: &str,
        extent: &Extent,
    ) -> Result<Self, Error> {
        let requests = &source.requests;
        let lanes = Lanes::new(&requests.operation)?;
        let Lanes { order, count, concurrency } = lanes;
        let issuer = match order {
            Order::AsTheyCome => table.issuer(&format!("{identity} in {count} segments")),
            Order::Single | Order::Merged => table.issuer(identity),
        };
        let is_empty = requests.is_empty();
        let mut positions = match &extent.after {
            Some(cursor) if !is_empty || order != Order::Single => lanes.resume(requests, &issuer, cursor)?,
            _ => vec![Position::Start; count],
        };
        if is_empty {
            positions.fill(Position::End);
        }
        let open = positions.iter().enumerate().filter(|(_, position)| !position.is_end());
        Ok(Self {
            waiting: open.map(|(lane, _)| lane).collect(),
            lanes: positions.into_iter().map(Lane::new).collect(),
            source: Arc::new(source),
            order,
            concurrency,
            hydrates_responses: order == Order::AsTheyCome,
            issuer,
            left: extent.take,
            page_size: extent.page_size,
            counts: false,
            in_flight: FuturesUnordered::new(),
        })
    }

    /// Returns `true` if no further item is wanted or left.
    pub(crate) fn is_done(&self) -> bool {
        (self.left == Some(0) && self.parents() == 0) || self.is_read()
    }

    /// Returns `true` if there is nothing more.
    fn is_read(&self) -> bool {
        match self.order {
            Order::Single | Order::Merged => self.lanes.iter().all(Lane::is_read),
            Order::AsTheyCome => self.waiting.is_empty() && self.in_flight.is_empty(),
        }
    }

    /// Returns the number of uncounted items that the next request can return first.
    fn parents(&self) -> usize {
        let is_new = self.lanes.first().is_some_and(|lane| lane.next == Position::Start);
        if is_new { self.source.decoder.parents } else { 0 }
    }

    /// Returns one page: one request of each lane that is read at the same time, or as many as it takes to have the
    /// wanted number of items and to know whether there are more.
    pub(crate) async fn page(mut self) -> Result<Page<I>, Error> {
        let ends_behind_an_item = self.left.is_some() || self.order == Order::Merged;
        if let Some(source) = Arc::get_mut(&mut self.source).filter(|_| ends_behind_an_item) {
            source.requests.ask_for_keys();
        }
        let mut page = Page::empty();
        let mut has_more = self.left == Some(0) && self.parents() == 0;
        while !has_more && !self.is_read() {
            // One item more than wanted tells whether there is a next page.
            let responses = self.round(1).await?;
            for run in self.arrange(responses) {
                has_more = self.give(run.items, &mut page).await?;
                if has_more {
                    break;
                }
                self.advance(run.lanes);
            }
            if self.left.is_none() {
                break;
            }
        }
        self.trace_skipped(page.skipped);
        page.cursor = if has_more || !self.is_read() { self.cursor() } else { None };
        Ok(page)
    }

    /// Returns the cursor behind the items that were given.
    fn cursor(&self) -> Option<Cursor> {
        let positions = self.lanes.iter().map(|lane| &lane.given);
        match self.order {
            Order::Single => positions.filter_map(Position::key).map(|key| self.issuer.issue(key)).next(),
            Order::Merged | Order::AsTheyCome => issue_cursor(&self.issuer, positions),
        }
    }

    /// Adds the items that the next requests return; before an error the ones that came before it.
    pub(crate) async fn read_on(&mut self, page: &mut Page<I>) -> Result<(), Error> {
        if self.is_done() {
            return Ok(());
        }
        let responses = self.responses().await?;
        let runs = self.arrange(responses).into_iter();
        let skipped = page.skipped;
        let given = self.give(runs.flat_map(|run| run.items).collect(), page).await;
        self.trace_skipped(page.skipped - skipped);
        given.map(drop)
    }

    /// Returns all items, and no cursor.
    pub(crate) async fn read_all(mut self) -> Result<Page<I>, Error> {
        let mut page = Page::empty();
        while !self.is_done() {
            self.read_on(&mut page).await?;
        }
        Ok(page)
    }

    /// Returns all items.
    pub(crate) async fn all(self) -> Result<Vec<I>, Error> {
        Ok(self.read_all().await?.items)
    }

    /// Returns the first item, or of segments any.
    pub(crate) async fn first(mut self) -> Result<Option<I>, Error> {
        self.left = Some(self.left.map_or(1, |left| left.min(1)));
        Ok(self.read_all().await?.items.pop())
    }

    /// Returns the number of items.
    pub(crate) async fn count(mut self) -> Result<usize, Error> {
        self.counts = self.source.requests.can_count();
        self.hydrates_responses = false;
        let mut count = 0;
        while !self.is_done() {
            for response in self.responses().await? {
                let found = if self.counts { response.count } else { self.source.count(response.items)? };
                self.lanes[response.lane].progress.found = found;
                let wanted = found.min(self.left.unwrap_or(usize::MAX));
                count += wanted;
                self.left = self.left.map(|left| left - wanted);
            }
        }
        Ok(count)
    }

    fn trace_skipped(&self, skipped: usize) {
        if skipped > 0 {
            let table = &*self.source.requests.connection.table;
            tracing::warn!(
                db.collection.name = table,
                skipped,
                "left out items of types that the table does not know"
            );
        }
    }
}

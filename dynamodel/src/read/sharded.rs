//! Reading the shards of a pattern as if they were one partition.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use super::concurrent::side_by_side;
use super::lane::Lane;
use super::merge::merge;
use super::{Arrived, Batch, Extent, Source};
use crate::Error;
use crate::error::Kind;
use crate::item::Item;
use crate::page::{CursorError, Issuer, Page};

/// How many shards are asked at the same time.
const CONCURRENCY: usize = 16;

/// A read of several shards that is under way.
pub(crate) struct Sharded<I> {
    lanes: Vec<Lane<I>>,
    forward: bool,
    /// Whether every item that is read is one of those asked for.
    exact: bool,
    issuer: Issuer,
    left: Option<usize>,
    page_size: Option<u32>,
}

impl<I: Send + 'static> Sharded<I> {
    /// One source for each shard.
    pub(super) fn new(sources: Vec<Source<I>>, issuer: Issuer, extent: &Extent) -> Result<Self, Error> {
        let exact = sources.iter().all(Source::is_exact);
        let forward = sources.iter().all(Source::is_forward);
        let mut lanes: Vec<_> = sources.into_iter().map(Lane::new).collect();
        if let Some(cursor) = &extent.after {
            let keys = issuer.accept_segments(cursor)?;
            if keys.len() != lanes.len() {
                return Err(CursorError::Malformed.into());
            }
            for (lane, key) in lanes.iter_mut().zip(keys) {
                lane.resume(key.ok_or(CursorError::Malformed)?)?;
            }
        }
        Ok(Self { lanes, forward, exact, issuer, left: extent.take, page_size: extent.page_size })
    }

    pub(crate) fn is_done(&self) -> bool {
        self.left == Some(0) || self.is_read()
    }

    /// Whether there is nothing more.
    fn is_read(&self) -> bool {
        self.lanes.iter().all(Lane::is_done)
    }

    /// The `Limit` of a request: all of what is wanted may be in one shard.
    fn limit(&self, ahead: usize) -> Option<i32> {
        super::limit(self.page_size, self.left.filter(|_| self.exact), ahead)
    }

    /// The first request of each shard.
    pub(super) fn queries(&self) -> Result<Vec<QueryFluentBuilder>, Error> {
        let limit = self.limit(0);
        if self.lanes.iter().any(|lane| lane.source.is_empty()) {
            return Err(Error::new(Kind::EmptyRange));
        }
        self.lanes.iter().map(|lane| lane.source.query(lane.start_key(), limit)).collect()
    }

    /// One request of each shard that nothing is left of, and what then can be said to come next.
    async fn round(&mut self, ahead: usize) -> Result<Vec<(usize, Item)>, Error> {
        let limit = self.limit(ahead);
        let hungry = self.lanes.iter_mut().filter(|lane| lane.is_hungry());
        side_by_side(hungry.map(|lane| lane.refill(limit)), CONCURRENCY).await?;
        Ok(merge(&mut self.lanes, self.forward))
    }

    /// The items of one round, none beyond those wanted.
    pub(crate) async fn batch(&mut self) -> Result<Batch<I>, Error> {
        let mut batch = Batch { items: Vec::new(), skipped: 0 };
        if self.is_done() {
            return Ok(batch);
        }
        for (number, item) in self.round(0).await? {
            if self.left == Some(0) {
                break;
            }
            self.receive(number, item, &mut batch)?;
        }
        self.trace_skipped(batch.skipped);
        Ok(batch)
    }

    /// Takes in one item.
    fn receive(&mut self, number: usize, item: Item, batch: &mut Batch<I>) -> Result<(), Error> {
        match self.lanes[number].source.arrive(item)? {
            Arrived::Item(item) => {
                batch.items.push(item);
                self.left = self.left.map(|left| left.saturating_sub(1));
            }
            Arrived::Foreign => batch.skipped += 1,
            Arrived::Other => {}
        }
        Ok(())
    }

    /// All items.
    pub(crate) async fn all(mut self) -> Result<Vec<I>, Error> {
        let mut items = Vec::new();
        while !self.is_done() {
            items.extend(self.batch().await?.items);
        }
        Ok(items)
    }

    /// The first item.
    pub(crate) async fn first(mut self) -> Result<Option<I>, Error> {
        self.left = Some(self.left.unwrap_or(1).min(1));
        Ok(self.all().await?.pop())
    }

    /// The number of items: their order does not matter.
    pub(crate) async fn count(mut self) -> Result<usize, Error> {
        let mut count = 0;
        let counted = self.lanes.iter_mut().all(|lane| lane.source.count_only());
        while !self.is_done() {
            let limit = self.limit(0);
            let open = self.lanes.iter_mut().filter(|lane| lane.is_open());
            let counts = side_by_side(open.map(|lane| lane.count(counted, limit)), CONCURRENCY).await?;
            let wanted = counts.into_iter().sum::<usize>().min(self.left.unwrap_or(usize::MAX));
            count += wanted;
            self.left = self.left.map(|left| left - wanted);
        }
        Ok(count)
    }

    /// One page: what one request of each shard brings in order, or as many as it takes to have the number of
    /// items wanted and to know whether there are more.
    pub(crate) async fn page(mut self) -> Result<Page<I>, Error> {
        let mut page = Batch { items: Vec::new(), skipped: 0 };
        let mut end = (self.left == Some(0)).then(|| self.given());
        let mut more = end.is_some();
        while !self.is_read() && !more {
            // One item more than wanted tells whether there is a next page.
            let round = self.round(1).await?;
            more = self.fill(round, &mut page, &mut end)?;
            if self.left.is_none() {
                break;
            }
        }
        self.trace_skipped(page.skipped);
        let reached = || self.lanes.iter().map(Lane::reached).collect();
        let end = if more { end } else { (!self.is_read()).then(reached) };
        let cursor = end.and_then(|end: Vec<_>| self.cursor(&end));
        Ok(Page { items: page.items, cursor, skipped: page.skipped })
    }

    /// Takes in items up to the number wanted, and notes what was given of each shard by then. True if there
    /// was another one behind them.
    fn fill(
        &mut self,
        round: Vec<(usize, Item)>,
        page: &mut Batch<I>,
        end: &mut Option<Vec<Option<Item>>>,
    ) -> Result<bool, Error> {
        for (number, item) in round {
            let source = &self.lanes[number].source;
            if end.is_some() {
                // One that cannot be read is the next page's to report.
                if !matches!(source.arrive(item), Ok(Arrived::Other | Arrived::Foreign)) {
                    return Ok(true);
                }
                continue;
            }
            let key = source.key_of(&item);
            self.receive(number, item, page)?;
            self.lanes[number].given = Some(key);
            if self.left == Some(0) {
                *end = Some(self.given());
            }
        }
        Ok(false)
    }

    /// Behind what the caller has been given of each shard: what was read ahead is read again.
    fn given(&self) -> Vec<Option<Item>> {
        self.lanes.iter().map(|lane| lane.given.clone()).collect()
    }

    /// The cursor of a page that ends behind these keys, unless nothing has been read.
    fn cursor(&self, end: &[Option<Item>]) -> Option<crate::Cursor> {
        let unread = Item::new();
        let keys = end.iter().map(|key| Some(key.as_ref().unwrap_or(&unread)));
        end.iter().any(Option::is_some).then(|| self.issuer.issue_segments(keys))
    }

    fn trace_skipped(&self, skipped: usize) {
        if let Some(lane) = self.lanes.first() {
            super::trace_skipped(&lane.source.caller, skipped);
        }
    }
}

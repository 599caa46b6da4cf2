//! Reading the shards of a pattern as if they were one partition.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;

use super::concurrent::side_by_side;
use super::hydration::{Row, is_wanted};
use super::lane::Lane;
use super::limit::Limit;
use super::merge::merge;
use super::{Arrived, Batch, Extent, Source};
use crate::error::Error;
use crate::error::Kind;
use crate::error::cursor::CursorError;
use crate::page::{Issuer, Page};
use crate::schema::item::Item;

/// How many shards are asked at the same time.
const CONCURRENCY: usize = 16;

/// A read of several shards that is under way.
pub(crate) struct Sharded<I> {
    /// What the sources of all shards have in common.
    any: Source<I>,
    lanes: Vec<Lane<I>>,
    forward: bool,
    issuer: Issuer,
    left: Option<usize>,
    page_size: Option<u32>,
}

impl<I: Send + 'static> Sharded<I> {
    /// Reads these partitions, of which `any` has one.
    pub(super) fn new(
        any: Source<I>,
        partitions: &[Vec<AttributeValue>],
        issuer: Issuer,
        extent: &Extent,
    ) -> Result<Self, Error> {
        let forward = any.is_forward();
        let mut lanes: Vec<_> = partitions.iter().map(|pk| Lane::new(any.in_partition(pk.clone()))).collect();
        if let Some(cursor) = &extent.after {
            let keys = issuer.accept_segments(cursor)?;
            if keys.len() != lanes.len() {
                return Err(CursorError::Malformed.into());
            }
            for (lane, key) in lanes.iter_mut().zip(keys) {
                lane.resume(key.ok_or(CursorError::Malformed)?)?;
            }
        }
        Ok(Self { any, lanes, forward, issuer, left: extent.take, page_size: extent.page_size })
    }

    pub(crate) fn is_done(&self) -> bool {
        self.left == Some(0) || self.is_read()
    }

    /// Whether there is nothing more.
    fn is_read(&self) -> bool {
        self.lanes.iter().all(Lane::is_done)
    }

    /// The `Limit` of the requests, with so many items ahead of what is wanted.
    fn limit(&self, ahead: usize) -> Limit {
        let wanted = self.left.map(|left| left.saturating_add(ahead));
        let (share, partitions) = (self.any.share(), self.lanes.len());
        Limit { page_size: self.page_size, wanted, share, partitions }
    }

    /// The first request of each shard.
    pub(super) fn queries(&self) -> Result<Vec<QueryFluentBuilder>, Error> {
        let limit = self.limit(0);
        if self.lanes.iter().any(|lane| lane.source.is_empty()) {
            return Err(Error::new(Kind::EmptyRange));
        }
        self.lanes.iter().map(|lane| lane.source.query(lane.start_key(), limit.after(0))).collect()
    }

    /// One request of each shard that nothing is left of, and what then can be said to come next.
    async fn round(&mut self, ahead: usize) -> Result<Vec<(usize, Item)>, Error> {
        let limit = self.limit(ahead);
        let hungry = self.lanes.iter_mut().filter(|lane| lane.is_hungry());
        side_by_side(hungry.map(|lane| lane.refill(limit)), CONCURRENCY).await?;
        Ok(merge(&mut self.lanes, self.forward))
    }

    /// Adds the items of one round, none beyond those wanted; before an error those that came before it.
    pub(crate) async fn batch(&mut self, batch: &mut Batch<I>) -> Result<(), Error> {
        if self.is_done() {
            return Ok(());
        }
        let skipped = batch.skipped;
        let round = self.round(0).await?;
        let taken = self.take_in(round, batch, &mut None).await;
        super::trace_skipped(&self.any.connection, batch.skipped - skipped);
        taken.map(|_| ())
    }

    /// All items.
    pub(crate) async fn read_all(mut self) -> Result<Batch<I>, Error> {
        let mut batch = Batch::default();
        while !self.is_done() {
            self.batch(&mut batch).await?;
        }
        Ok(batch)
    }

    /// The first item.
    pub(crate) async fn first(mut self) -> Result<Option<I>, Error> {
        self.left = Some(self.left.unwrap_or(1).min(1));
        Ok(self.read_all().await?.items.pop())
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
        let mut page = Batch::default();
        let mut end = (self.left == Some(0)).then(|| self.given());
        let mut more = end.is_some();
        while !self.is_read() && !more {
            // One item more than wanted tells whether there is a next page.
            let round = self.round(1).await?;
            more = self.take_in(round, &mut page, &mut end).await?;
            if self.left.is_none() {
                break;
            }
        }
        super::trace_skipped(&self.any.connection, page.skipped);
        let reached = || self.lanes.iter().map(Lane::reached).collect();
        let end = if more { end } else { (!self.is_read()).then(reached) };
        let cursor = end.and_then(|end: Vec<_>| self.cursor(&end));
        Ok(Page { items: page.items, cursor, skipped: page.skipped })
    }

    /// Takes in items up to the number wanted, and notes what was given of each shard by then. True if there
    /// was another one behind them.
    async fn take_in(
        &mut self,
        round: Vec<(usize, Item)>,
        page: &mut Batch<I>,
        end: &mut Option<Vec<Option<Item>>>,
    ) -> Result<bool, Error> {
        let mut round = round.into_iter();
        while end.is_none() {
            let (numbers, rows): (Vec<_>, Vec<_>) =
                round.by_ref().take(self.any.rows_at_once(self.left)).unzip();
            if rows.is_empty() {
                return Ok(false);
            }
            let rows = self.any.look_up(rows).await?;
            for (number, row) in numbers.into_iter().zip(rows) {
                if self.fill(number, row, page, end)? {
                    return Ok(true);
                }
            }
        }
        Ok(round.any(|(_, found)| self.any.may_be_wanted(found)))
    }

    /// Takes in what was found if it is still wanted. True if it is not, though it would have been.
    fn fill(
        &mut self,
        number: usize,
        row: Row<I>,
        page: &mut Batch<I>,
        end: &mut Option<Vec<Option<Item>>>,
    ) -> Result<bool, Error> {
        let key = self.any.key_of(row.found());
        let arrived = self.any.settle(row);
        if end.is_some() {
            return Ok(is_wanted(&arrived));
        }
        match arrived? {
            Arrived::Item(item) | Arrived::Parent(item) => {
                page.items.push(item);
                self.left = self.left.map(|left| left.saturating_sub(1));
            }
            Arrived::Malformed(item) => page.items.push(item),
            Arrived::Foreign => page.skipped += 1,
            Arrived::Other => {}
        }
        self.lanes[number].given = Some(key);
        if self.left == Some(0) {
            *end = Some(self.given());
        }
        Ok(false)
    }

    /// Behind what the caller has been given of each shard: what was read ahead is read again.
    fn given(&self) -> Vec<Option<Item>> {
        self.lanes.iter().map(|lane| lane.given.clone()).collect()
    }

    /// The cursor of a page that ends behind these keys, unless nothing has been read.
    fn cursor(&self, end: &[Option<Item>]) -> Option<crate::page::Cursor> {
        let unread = Item::new();
        let keys = end.iter().map(|key| Some(key.as_ref().unwrap_or(&unread)));
        end.iter().any(Option::is_some).then(|| self.issuer.issue_segments(keys))
    }
}

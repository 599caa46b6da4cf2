//! Reading many items: what queries and scans share.

mod concurrent;
pub(crate) mod finding;
mod hydration;
pub(crate) mod identity;
pub(crate) mod item;
mod items;
mod lane;
mod lenient;
mod limit;
mod merge;
pub(crate) mod one;
pub(crate) mod options;
mod parallel;
mod sharded;
mod source;
pub(crate) mod view;
mod walk;
mod whole;

pub(crate) use hydration::Hydration;
use hydration::Row;
pub use items::Items;
pub(crate) use lenient::{GiveMalformed, Given, LenientReader};
pub use lenient::{LenientPage, Malformed};
use limit::Limit;
pub(crate) use parallel::{cursor as cursor_of, open as open_segments, starts};
pub(crate) use source::{Answer, Arrive, Arrived, Attributes, Partition, Place, Segment, Source, inside};
pub(crate) use walk::Walk;
pub(crate) use whole::{Segments, Whole, check_segments};

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use crate::client::Connection;
use crate::error::Error;
use crate::error::Kind;
use crate::page::{Cursor, Issuer, Page};
use crate::schema::item::Item;

/// How much to read, and from where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extent {
    pub(crate) take: Option<usize>,
    pub(crate) page_size: Option<u32>,
    pub(crate) after: Option<Cursor>,
}

/// A read that is under way: where its items come from, and how many are still wanted.
pub(crate) struct Reader<I> {
    source: Source<I>,
    issuer: Issuer,
    left: Option<usize>,
    page_size: Option<u32>,
    start: Start,
    /// How many requests have been made.
    requests: u32,
}

/// Where the next request starts.
#[derive(Clone, Debug)]
pub(crate) enum Start {
    First,
    After(Item),
    /// There is nothing more.
    End,
}

/// What requests brought.
pub(crate) struct Batch<I> {
    pub(crate) items: Vec<I>,
    pub(crate) skipped: usize,
}

impl<I> Default for Batch<I> {
    fn default() -> Self {
        Self { items: Vec::new(), skipped: 0 }
    }
}

impl<I> Reader<I> {
    pub(crate) fn new(source: Source<I>, issuer: Issuer, extent: &Extent) -> Result<Self, Error> {
        let start = match &extent.after {
            _ if source.is_empty() => Start::End,
            None => Start::First,
            Some(cursor) => {
                let key = issuer.accept(cursor)?;
                source.check_inside(&key)?;
                Start::After(key)
            }
        };
        Ok(Self { source, issuer, left: extent.take, page_size: extent.page_size, start, requests: 0 })
    }

    fn start_key(&self) -> Option<Item> {
        match &self.start {
            Start::After(key) => Some(key.clone()),
            Start::First | Start::End => None,
        }
    }

    fn is_done(&self) -> bool {
        matches!(self.start, Start::End) || (self.left == Some(0) && self.parents() == 0)
    }

    /// How many items the next request can bring that are not counted: they stand at the start.
    fn parents(&self) -> usize {
        if matches!(self.start, Start::First) { self.source.parents } else { 0 }
    }

    /// The `Limit` of the next request, with so many items ahead of what is wanted.
    fn limit(&self, ahead: usize) -> Option<i32> {
        let ahead = ahead.saturating_add(self.parents());
        let wanted = self.left.map(|left| left.saturating_add(ahead));
        let (page_size, share) = (self.page_size, self.source.share());
        Limit { page_size, wanted, share, partitions: 1 }.after(self.requests)
    }

    /// Makes the next request.
    async fn fetch(&mut self, ahead: usize) -> Result<Answer, Error> {
        let mut answer = self.source.fetch(self.start_key(), self.limit(ahead)).await?;
        self.start = answer.last.take().map_or(Start::End, Start::After);
        self.requests = self.requests.saturating_add(1);
        Ok(answer)
    }

    /// Adds one request's items, none beyond those wanted; before an error those that came before it.
    pub(crate) async fn batch(&mut self, batch: &mut Batch<I>) -> Result<(), Error> {
        if self.is_done() {
            return Ok(());
        }
        let skipped = batch.skipped;
        let answer = self.fetch(0).await?;
        let taken = self.take_in(answer.items, batch, &mut None).await;
        self.trace_skipped(batch.skipped - skipped);
        taken.map(|_| ())
    }

    /// Takes in one item.
    fn receive(&mut self, arrived: Arrived<I>, batch: &mut Batch<I>) -> bool {
        match arrived {
            Arrived::Parent(item) | Arrived::Malformed(item) => batch.items.push(item),
            Arrived::Item(item) => {
                batch.items.push(item);
                self.left = self.left.map(|left| left.saturating_sub(1));
                return true;
            }
            Arrived::Foreign => batch.skipped += 1,
            Arrived::Other => {}
        }
        false
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

    /// The number of items.
    pub(crate) async fn count(mut self) -> Result<usize, Error> {
        let mut count = 0;
        let counted = self.source.count_only();
        while !self.is_done() {
            let answer = self.fetch(0).await?;
            let arrived = if counted { answer.count } else { self.source.count_arrived(answer.items)? };
            let wanted = arrived.min(self.left.unwrap_or(usize::MAX));
            count += wanted;
            self.left = self.left.map(|left| left - wanted);
        }
        Ok(count)
    }

    /// One page: one request, or as many as it takes to have the number of items wanted and to know
    /// whether there are more.
    pub(crate) async fn page(mut self) -> Result<Page<I>, Error> {
        let mut page = Batch::default();
        let (mut last, mut more) = (self.start_key(), self.is_done() && self.left == Some(0));
        while !matches!(self.start, Start::End) && !more {
            // One item more than wanted tells whether there is a next page.
            let answer = self.fetch(1).await?;
            more = self.take_in(answer.items, &mut page, &mut last).await?;
            if self.left.is_none() {
                break;
            }
        }
        self.trace_skipped(page.skipped);
        let key = match self.start {
            _ if more => last,
            Start::After(key) => Some(key),
            Start::First | Start::End => None,
        };
        let cursor = key.map(|key| self.issuer.issue(&key));
        Ok(Page { items: page.items, cursor, skipped: page.skipped })
    }

    /// Takes in items up to the number wanted, and notes the key of the last of those. True if there was
    /// another one behind it.
    async fn take_in(
        &mut self,
        items: Vec<Item>,
        page: &mut Batch<I>,
        last: &mut Option<Item>,
    ) -> Result<bool, Error> {
        let mut items = items.into_iter();
        loop {
            if self.left == Some(0) && self.source.hydration.is_some() {
                return Ok(items.any(|found| self.source.may_be_wanted(found)));
            }
            let rows: Vec<_> = items.by_ref().take(self.source.rows_at_once(self.left)).collect();
            if rows.is_empty() {
                return Ok(false);
            }
            for row in self.source.look_up(rows).await? {
                if self.fill(row, page, last)? {
                    return Ok(true);
                }
            }
        }
    }

    /// Takes in what was found if it is still wanted. True if it is not, though it would have been.
    fn fill(&mut self, row: Row<I>, page: &mut Batch<I>, last: &mut Option<Item>) -> Result<bool, Error> {
        let is_last = self.left.is_some_and(|left| left <= 1);
        let key = is_last.then(|| self.source.key_of(row.found()));
        if self.left != Some(0) {
            let arrived = self.source.settle(row)?;
            if self.receive(arrived, page) {
                *last = key;
            }
            return Ok(false);
        }
        match self.source.settle(row) {
            Ok(Arrived::Other | Arrived::Foreign) => {}
            Ok(Arrived::Parent(parent)) => {
                page.items.push(parent);
                *last = key;
            }
            // One that cannot be read is the next page's to report.
            Ok(Arrived::Item(_) | Arrived::Malformed(_)) | Err(_) => return Ok(true),
        }
        Ok(false)
    }

    fn trace_skipped(&self, skipped: usize) {
        trace_skipped(&self.source.connection, skipped);
    }

    /// The first request of a query.
    pub(crate) fn query(&self) -> Result<QueryFluentBuilder, Error> {
        if self.source.is_empty() {
            return Err(Error::new(Kind::EmptyRange));
        }
        self.source.query(self.start_key(), self.limit(0))
    }

    /// The first request of a scan.
    pub(crate) fn scan(&self) -> Result<ScanFluentBuilder, Error> {
        self.source.scan(None, self.start_key(), self.limit(0))
    }
}

fn trace_skipped(connection: &Connection, skipped: usize) {
    if skipped > 0 {
        let table = &*connection.table;
        tracing::warn!(
            db.collection.name = table,
            skipped,
            "left out items of types that the table does not know"
        );
    }
}

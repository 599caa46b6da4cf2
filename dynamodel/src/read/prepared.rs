//! Reads that are ready to be sent.

use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::scan::ScanInput;

use crate::client::{Connection, Sending};
use crate::error::Error;
use crate::error::Kind;
use crate::page::Page;
use crate::read::{Items, LenientPage, Malformed, Pager};

/// A read that is ready to be sent, or the reason why it cannot be.
pub struct Prepared<I>(Result<Pager<I>, Error>);

impl<I: Send + 'static> Prepared<I> {
    pub(crate) fn new(pager: Result<Pager<I>, Error>) -> Self {
        Self(pager)
    }

    /// Reads one page.
    pub(crate) fn page(self) -> Sending<Page<I>> {
        Sending::new(async move { self.0?.page().await })
    }

    /// Reads all items.
    pub(crate) fn all(self) -> Sending<Vec<I>> {
        Sending::new(async move { self.0?.all().await })
    }

    /// Reads the first item.
    pub(crate) fn first(self) -> Sending<Option<I>> {
        Sending::new(async move { self.0?.first().await })
    }

    /// Counts the items.
    pub(crate) fn count(self) -> Sending<usize> {
        Sending::new(async move { self.0?.count().await })
    }

    /// Reads page after page as the items are wanted.
    pub(crate) fn stream(self) -> Items<I> {
        Items::new(self.0)
    }

    /// The first request of a query to each shard.
    pub(crate) fn queries(self, connection: &Connection) -> Result<Vec<QueryInput>, Error> {
        let inputs = self.0?.queries()?.into_iter().map(|query| query.as_input().clone().build());
        inputs.collect::<Result<_, _>>().map_err(|error| connection.build_error("Query", error))
    }

    /// The first request of a query to its first shard.
    pub(crate) fn query(self, connection: &Connection) -> Result<QueryInput, Error> {
        let first = self.queries(connection)?.into_iter().next();
        first.ok_or_else(|| Error::new(Kind::EmptyRange))
    }

    /// The first request of a scan.
    pub(crate) fn scan(self, connection: &Connection) -> Result<ScanInput, Error> {
        let input = self.0?.scan()?.as_input().clone().build();
        input.map_err(|error| connection.build_error("Scan", error))
    }
}

impl<I: Send + 'static> Prepared<Result<I, Malformed>> {
    /// Reads one page, with the malformed items apart.
    pub(crate) fn lenient_page(self) -> Sending<LenientPage<I>> {
        Sending::new(async move { self.0?.page().await.map(LenientPage::from) })
    }

    /// Reads all items, with the malformed ones apart.
    pub(crate) fn lenient_all(self) -> Sending<LenientPage<I>> {
        Sending::new(async move { self.0?.read_all().await.map(LenientPage::from) })
    }

    /// Reads the first good item. A malformed one comes last only if no good one follows it.
    pub(crate) fn lenient_first(self) -> Sending<Option<I>> {
        Sending::new(async move { Ok(self.0?.first().await?.and_then(Result::ok)) })
    }
}

//! Reading the whole of a table or index: one request after the other, or in segments side by side.

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use super::parallel::Parallel;
use super::{Batch, Extent, Items, Reader, Source};
use crate::client::TableClient;
use crate::error::Error;
use crate::error::Kind;
use crate::item::table::Table;
use crate::page::Page;

/// The most segments of a scan.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#DDB-Scan-request-TotalSegments>
const MAX_SEGMENTS: usize = 1_000_000;

pub(crate) fn check_segments(count: usize) -> Result<(), Error> {
    if count > MAX_SEGMENTS {
        return Err(Error::new(Kind::Segments { count, limit: MAX_SEGMENTS }));
    }
    Ok(())
}

/// How many segments are read at the same time, unless it is said.
const CONCURRENCY: usize = 4;

/// Into how many parts a scan is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments {
    /// `None` for a scan that is not cut.
    pub(crate) count: Option<usize>,
    pub(crate) concurrency: usize,
}

impl Default for Segments {
    fn default() -> Self {
        Self { count: None, concurrency: CONCURRENCY }
    }
}

/// A scan that is under way.
pub(crate) enum Whole<I> {
    One(Box<Reader<I>>),
    Many(Parallel<I>),
}

impl<I: Send + 'static> Whole<I> {
    /// `identity` names everything but the segments that a cursor is bound to.
    pub(crate) fn new<T: Table>(
        source: Source<I>,
        table: &TableClient<T>,
        identity: &str,
        extent: &Extent,
        segments: Segments,
    ) -> Result<Self, Error> {
        match segments.count {
            None => {
                Reader::new(source, table.issuer(identity), extent).map(|reader| Self::One(Box::new(reader)))
            }
            Some(count) => {
                check_segments(count)?;
                let issuer = table.issuer(&format!("{identity} in {count} segments"));
                Parallel::new(source, issuer, extent, count, segments.concurrency).map(Self::Many)
            }
        }
    }

    pub(crate) async fn page(self) -> Result<Page<I>, Error> {
        match self {
            Self::One(reader) => reader.page().await,
            Self::Many(parallel) => parallel.page().await,
        }
    }

    pub(crate) async fn all(self) -> Result<Vec<I>, Error> {
        Ok(self.read_all().await?.items)
    }

    pub(crate) async fn read_all(self) -> Result<Batch<I>, Error> {
        match self {
            Self::One(reader) => reader.read_all().await,
            Self::Many(parallel) => parallel.read_all().await,
        }
    }

    pub(crate) async fn first(self) -> Result<Option<I>, Error> {
        match self {
            Self::One(reader) => reader.first().await,
            Self::Many(parallel) => parallel.first().await,
        }
    }

    pub(crate) async fn count(self) -> Result<usize, Error> {
        match self {
            Self::One(reader) => reader.count().await,
            Self::Many(parallel) => parallel.count().await,
        }
    }

    /// The items as they come, or nothing but the error of starting.
    pub(crate) fn stream(whole: Result<Self, Error>) -> Items<I> {
        match whole {
            Ok(Self::One(reader)) => Items::new(Ok(*reader)),
            Ok(Self::Many(parallel)) => Items::parallel(parallel),
            Err(error) => Items::new(Err::<Reader<I>, _>(error)),
        }
    }

    /// The first request.
    pub(crate) fn request(&self) -> Result<ScanFluentBuilder, Error> {
        match self {
            Self::One(reader) => reader.scan(),
            Self::Many(parallel) => parallel.request(),
        }
    }
}

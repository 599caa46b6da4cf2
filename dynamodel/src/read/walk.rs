//! A read that is under way: of one partition, or of the shards that stand for one.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;

use super::sharded::Sharded;
use super::{Batch, Extent, Reader, Source};
use crate::error::Error;
use crate::page::{Issuer, Page};

pub(crate) enum Walk<I> {
    One(Box<Reader<I>>),
    Sharded(Box<Sharded<I>>),
}

impl<I> From<Reader<I>> for Walk<I> {
    fn from(reader: Reader<I>) -> Self {
        Self::One(Box::new(reader))
    }
}

impl<I: Send + 'static> Walk<I> {
    /// Reads these partitions, of which `source` has the first.
    pub(crate) fn new(
        source: Source<I>,
        partitions: &[Vec<AttributeValue>],
        issuer: Issuer,
        extent: &Extent,
    ) -> Result<Self, Error> {
        match partitions {
            [] | [_] => Reader::new(source, issuer, extent).map(Self::from),
            shards => {
                Sharded::new(source, shards, issuer, extent).map(|sharded| Self::Sharded(Box::new(sharded)))
            }
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        match self {
            Self::One(reader) => reader.is_done(),
            Self::Sharded(sharded) => sharded.is_done(),
        }
    }

    pub(crate) async fn batch(&mut self, batch: &mut Batch<I>) -> Result<(), Error> {
        match self {
            Self::One(reader) => reader.batch(batch).await,
            Self::Sharded(sharded) => sharded.batch(batch).await,
        }
    }

    pub(crate) async fn page(self) -> Result<Page<I>, Error> {
        match self {
            Self::One(reader) => reader.page().await,
            Self::Sharded(sharded) => sharded.page().await,
        }
    }

    pub(crate) async fn all(self) -> Result<Vec<I>, Error> {
        Ok(self.read_all().await?.items)
    }

    pub(crate) async fn read_all(self) -> Result<Batch<I>, Error> {
        match self {
            Self::One(reader) => reader.read_all().await,
            Self::Sharded(sharded) => sharded.read_all().await,
        }
    }

    pub(crate) async fn first(self) -> Result<Option<I>, Error> {
        match self {
            Self::One(reader) => reader.first().await,
            Self::Sharded(sharded) => sharded.first().await,
        }
    }

    pub(crate) async fn count(self) -> Result<usize, Error> {
        match self {
            Self::One(reader) => reader.count().await,
            Self::Sharded(sharded) => sharded.count().await,
        }
    }

    /// The first request of a query to each partition.
    pub(crate) fn queries(&self) -> Result<Vec<QueryFluentBuilder>, Error> {
        match self {
            Self::One(reader) => Ok(vec![reader.query()?]),
            Self::Sharded(sharded) => sharded.queries(),
        }
    }
}

//! Malformed items beside the good ones.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Batch, Items, Walk, Whole};
use crate::error::Error;
use crate::page::Cursor;
use crate::page::Page;

/// An item that does not have the shape of its entity.
#[derive(Debug)]
#[non_exhaustive]
pub struct Malformed {
    /// Its key attributes, as they are stored.
    pub key: HashMap<String, AttributeValue>,
    /// Why it cannot be read.
    pub error: Error,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Malformed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl From<Malformed> for Error {
    fn from(malformed: Malformed) -> Self {
        malformed.error
    }
}

/// The items of a [lenient](crate::op::Lenient) read, and the malformed ones.
#[derive(Debug)]
#[non_exhaustive]
pub struct LenientPage<I> {
    /// The good items.
    pub items: Vec<I>,
    /// The malformed items between them, in the order of reading. [`take`](crate::op::Query::take) does not count them.
    pub malformed: Vec<Malformed>,
    /// Where the next page starts, behind the malformed items of this one; `None` when there is nothing more.
    pub cursor: Option<Cursor>,
    /// How many items of types that the table does not know were left out.
    pub skipped: usize,
}

impl<I> LenientPage<I> {
    fn new(read: Vec<Given<I>>, cursor: Option<Cursor>, skipped: usize) -> Self {
        let (mut items, mut malformed) = (Vec::with_capacity(read.len()), Vec::new());
        for item in read {
            match item {
                Ok(item) => items.push(item),
                Err(error) => malformed.push(error),
            }
        }
        Self { items, malformed, cursor, skipped }
    }
}

/// A good item or a malformed one.
pub(crate) type Given<I> = Result<I, Malformed>;

/// Makes a malformed item one of those that a read gives.
pub(crate) type GiveMalformed<I> = fn(Malformed) -> I;

/// A lenient read in progress.
pub struct LenientReader<I>(Inner<I>);

enum Inner<I> {
    Walk(Walk<Given<I>>),
    Whole(Whole<Given<I>>),
}

impl<I> From<Walk<Given<I>>> for LenientReader<I> {
    fn from(walk: Walk<Given<I>>) -> Self {
        Self(Inner::Walk(walk))
    }
}

impl<I> From<Whole<Given<I>>> for LenientReader<I> {
    fn from(whole: Whole<Given<I>>) -> Self {
        Self(Inner::Whole(whole))
    }
}

impl<I: Send + 'static> LenientReader<I> {
    pub(crate) async fn page(self) -> Result<LenientPage<I>, Error> {
        let Page { items, cursor, skipped } = match self.0 {
            Inner::Walk(walk) => walk.page().await?,
            Inner::Whole(whole) => whole.page().await?,
        };
        Ok(LenientPage::new(items, cursor, skipped))
    }

    pub(crate) async fn all(self) -> Result<LenientPage<I>, Error> {
        let Batch { items, skipped } = match self.0 {
            Inner::Walk(walk) => walk.read_all().await?,
            Inner::Whole(whole) => whole.read_all().await?,
        };
        Ok(LenientPage::new(items, None, skipped))
    }

    /// The first good item. A malformed one comes last only if no good one follows it.
    pub(crate) async fn first(self) -> Result<Option<I>, Error> {
        let last = match self.0 {
            Inner::Walk(walk) => walk.first().await?,
            Inner::Whole(whole) => whole.first().await?,
        };
        Ok(last.and_then(Result::ok))
    }

    pub(crate) async fn count(self) -> Result<usize, Error> {
        match self.0 {
            Inner::Walk(walk) => walk.count().await,
            Inner::Whole(whole) => whole.count().await,
        }
    }

    pub(crate) fn stream(reader: Result<Self, Error>) -> Items<Given<I>> {
        match reader {
            Ok(Self(Inner::Walk(walk))) => Items::new(Ok(walk)),
            Ok(Self(Inner::Whole(whole))) => Whole::stream(Ok(whole)),
            Err(error) => Items::new(Err::<Walk<_>, _>(error)),
        }
    }
}

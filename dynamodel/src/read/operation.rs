//! The range of a read: a partition, or a whole table or index.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Error, Kind};
use crate::key::Interval;
use crate::schema::attribute::KeyAttribute;
use crate::schema::table::{IndexMeta, TableMeta};

/// The operation of a read, and its range.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    /// Reads a range of one partition, or of the shards that make it up.
    Query(Box<Partition>),
    /// Reads a table or an index.
    Scan { attributes: KeyAttributes, segments: Segments },
}

/// A range of a partition.
#[derive(Clone, Debug)]
pub(crate) struct Partition {
    pub(crate) attributes: KeyAttributes,
    /// The value of each partition key attribute, in each shard.
    pub(crate) shards: Vec<Vec<AttributeValue>>,
    /// The values of the first sort key attributes, where there are several.
    pub(crate) leading: Vec<AttributeValue>,
    /// The range of the attribute behind those.
    pub(crate) interval: Interval,
    pub(crate) forward: bool,
}

impl Partition {
    /// Returns the attribute that the interval is a range of.
    pub(crate) fn ranged(&self) -> Option<&'static KeyAttribute> {
        self.attributes.sk.get(self.leading.len())
    }

    /// Returns the attributes that have one value each in a shard.
    pub(super) fn fixed(
        &self,
        shard: usize,
    ) -> impl Iterator<Item = (&'static KeyAttribute, &AttributeValue)> {
        let pk = self.shards.get(shard).map_or(&[][..], Vec::as_slice);
        self.attributes.pk.iter().zip(pk).chain(self.attributes.sk.iter().zip(&self.leading))
    }
}

/// The most segments of a scan.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#DDB-Scan-request-TotalSegments>
const MAX_SEGMENTS: usize = 1_000_000;

/// The segments that a scan reads at the same time by default.
const CONCURRENCY: usize = 4;

/// The equal parts of a scan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments {
    /// The number of segments; `None` for a scan without.
    pub(crate) count: Option<usize>,
    /// The number of segments that are read at the same time.
    pub(crate) concurrency: usize,
}

impl Default for Segments {
    fn default() -> Self {
        Self { count: None, concurrency: CONCURRENCY }
    }
}

impl Segments {
    /// Checks the number of segments.
    ///
    /// # Errors
    ///
    /// There are more than `DynamoDB` takes.
    pub(crate) fn check(self) -> Result<(), Error> {
        match self.count {
            Some(count) if count > MAX_SEGMENTS => {
                Err(Error::new(Kind::Segments { count, limit: MAX_SEGMENTS }))
            }
            _ => Ok(()),
        }
    }
}

/// The key attributes of a table or an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyAttributes {
    pub(crate) index: Option<&'static str>,
    pub(crate) pk: &'static [KeyAttribute],
    pub(crate) sk: &'static [KeyAttribute],
}

impl KeyAttributes {
    pub(crate) fn for_table(table: &'static TableMeta) -> Self {
        Self { index: None, pk: std::slice::from_ref(&table.pk), sk: table.sk.as_slice() }
    }

    pub(crate) fn for_index(index: &IndexMeta) -> Self {
        Self { index: Some(index.name), pk: index.pk, sk: index.sk }
    }

    pub(super) fn each(self) -> impl Iterator<Item = KeyAttribute> {
        self.pk.iter().chain(self.sk).copied()
    }
}

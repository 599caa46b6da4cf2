//! What is read: a partition, or everything.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::Interval;
use crate::schema::attribute::KeyAttribute;
use crate::schema::table::{IndexMeta, TableMeta};

/// What is read: one partition's interval, or the whole of a table or index.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Partition(Box<Partition>),
    Whole(Attributes),
}

/// One of the equal parts that a parallel scan reads side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) number: usize,
    pub(crate) total: usize,
}

/// What is read of one partition.
#[derive(Clone, Debug)]
pub(crate) struct Partition {
    pub(crate) attributes: Attributes,
    /// A value for each attribute of the partition key.
    pub(crate) pk: Vec<AttributeValue>,
    /// Values for the first attributes of the sort key, where there are several.
    pub(crate) leading: Vec<AttributeValue>,
    /// What is asked of the attribute behind those.
    pub(crate) interval: Interval,
    pub(crate) forward: bool,
}

impl Partition {
    /// The attribute that the interval is of.
    pub(crate) fn open(&self) -> Option<&'static KeyAttribute> {
        self.attributes.sk.get(self.leading.len())
    }

    /// The attributes that have one value each.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (&'static KeyAttribute, &AttributeValue)> {
        self.attributes.pk.iter().zip(&self.pk).chain(self.attributes.sk.iter().zip(&self.leading))
    }
}

/// The key attributes of a table or an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes {
    pub(crate) index: Option<&'static str>,
    pub(crate) pk: &'static [KeyAttribute],
    pub(crate) sk: &'static [KeyAttribute],
}

impl Attributes {
    pub(crate) fn of_table(table: &'static TableMeta) -> Self {
        Self { index: None, pk: std::slice::from_ref(&table.pk), sk: table.sk.as_slice() }
    }

    pub(crate) fn of_index(index: &IndexMeta) -> Self {
        Self { index: Some(index.name), pk: index.pk, sk: index.sk }
    }

    pub(super) fn each(self) -> impl Iterator<Item = KeyAttribute> {
        self.pk.iter().chain(self.sk).copied()
    }
}

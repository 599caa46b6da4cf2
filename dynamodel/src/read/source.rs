//! Where items come from: one request after the other.

mod place;
mod request;
mod resume;

use std::sync::Arc;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::AttributeValue;

pub(crate) use self::place::{Attributes, Partition, Place, Segment};
pub(crate) use self::resume::inside;
use super::hydration::Row;
use super::limit::Share;
use super::{GiveMalformed, Hydration};
use crate::client::Connection;
use crate::client::TableClient;
use crate::codec::same::stable;
use crate::error::Error;
use crate::expr::Expr;
use crate::item::ttl;
use crate::key::{KeyValue, SortCondition};
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// What became of an item that arrived.
pub(crate) enum Arrived<I> {
    /// It is one of those asked for.
    Item(I),
    /// It stands before those that are counted.
    Parent(I),
    /// It does not have the shape of its entity, and is given beside those that are counted.
    Malformed(I),
    /// It is of another type that the table knows, or just outside of the range.
    Other,
    /// Its type is not one that the table knows.
    Foreign,
}

impl<I> Arrived<I> {
    pub(crate) fn map<J>(self, make: impl FnOnce(I) -> J) -> Arrived<J> {
        match self {
            Self::Item(item) => Arrived::Item(make(item)),
            Self::Parent(item) => Arrived::Parent(make(item)),
            Self::Malformed(item) => Arrived::Malformed(make(item)),
            Self::Other => Arrived::Other,
            Self::Foreign => Arrived::Foreign,
        }
    }

    /// Returns `true` if `count` counts it: a malformed item is there too.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Malformed(_))
    }
}

/// Decides what an item is.
pub(crate) type Arrive<I> = Arc<dyn Fn(Item) -> Result<Arrived<I>, Error> + Send + Sync>;

/// Where items come from.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Source<I> {
    pub(crate) connection: Connection,
    pub(crate) table: &'static TableMeta,
    /// The one entity that is read, for errors.
    pub(crate) entity: Option<&'static str>,
    pub(crate) place: Place,
    pub(crate) consistent: bool,
    /// Leaves items of other types with the server.
    pub(crate) types: Option<Expr>,
    /// True of the items asked for and of no others, where the server can tell them.
    pub(crate) exact: Option<Expr>,
    /// What the caller asks for besides.
    pub(crate) filter: Option<Expr>,
    /// Whether items of other types can be where this reads.
    pub(crate) mixed: bool,
    /// Whether expired items are left out.
    pub(crate) alive: bool,
    pub(crate) counting: bool,
    /// The attributes that are asked for; `None` for all.
    pub(crate) wanted: Option<Vec<&'static str>>,
    /// How what is found becomes the items that arrive, if those have to be fetched.
    pub(crate) hydration: Option<Hydration>,
    /// How many items can stand before those that are counted.
    pub(crate) parents: usize,
    pub(crate) arrive: Arrive<I>,
    /// How a malformed item is given; `None` if it is an error.
    pub(crate) malformed: Option<GiveMalformed<I>>,
}

/// One answer.
pub(crate) struct Answer {
    pub(crate) items: Vec<Item>,
    pub(crate) count: usize,
    /// How many items were read for it, those that a filter left out too.
    pub(crate) scanned: usize,
    pub(crate) last: Option<Item>,
}

impl<I> Source<I> {
    pub(crate) fn new<T: crate::item::table::Table>(
        table: &TableClient<T>,
        place: Place,
        arrive: Arrive<I>,
    ) -> Self {
        let connection = table.connection().clone();
        let (types, exact, filter) = (None, None, None);
        let (mixed, consistent, alive, counting, parents) = (false, false, false, false, 0);
        let (wanted, hydration, table, entity) = (None, None, T::META, None);
        Self {
            connection,
            table,
            entity,
            place,
            consistent,
            types,
            exact,
            filter,
            mixed,
            alive,
            counting,
            wanted,
            hydration,
            parents,
            arrive,
            malformed: None,
        }
    }

    /// The same in another partition.
    pub(super) fn in_partition(&self, pk: Vec<AttributeValue>) -> Self {
        let place = match &self.place {
            Place::Partition(partition) => {
                Place::Partition(Box::new(Partition { pk, ..(**partition).clone() }))
            }
            Place::Whole(attributes) => Place::Whole(*attributes),
        };
        let Self {
            connection, table, consistent, types, exact, filter, mixed, alive, counting, arrive, ..
        } = self;
        Self {
            connection: connection.clone(),
            table,
            entity: self.entity,
            place,
            consistent: *consistent,
            types: types.clone(),
            exact: exact.clone(),
            filter: filter.clone(),
            mixed: *mixed,
            alive: *alive,
            counting: *counting,
            parents: self.parents,
            wanted: self.wanted.clone(),
            hydration: self.hydration.clone(),
            arrive: arrive.clone(),
            malformed: self.malformed,
        }
    }

    /// Whether the least sort key comes first.
    pub(super) fn is_forward(&self) -> bool {
        self.partition().is_none_or(|partition| partition.forward)
    }

    /// Whether nothing can be there, so that nothing need be asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.partition().is_some_and(|partition| partition.interval.condition == SortCondition::Nothing)
    }

    /// How many of the items that are read are those asked for. An index that does not know when its items expire
    /// gives those that have too.
    pub(super) fn share(&self) -> Share {
        match self.filter {
            Some(_) => Share::Unknown,
            None if self.mixed || self.alive || !self.excluded().is_empty() => Share::Most,
            None => Share::All,
        }
    }

    /// Lets the server count, if its condition and filter say exactly what is asked for.
    pub(crate) fn count_only(&mut self) -> bool {
        self.counting = self.excluded().is_empty() && self.exact.is_some();
        self.counting
    }

    fn partition(&self) -> Option<&Partition> {
        match &self.place {
            Place::Partition(partition) => Some(partition),
            Place::Whole(_) => None,
        }
    }

    /// The key attributes of what is read.
    fn attributes(&self) -> Attributes {
        match &self.place {
            Place::Partition(partition) => partition.attributes,
            Place::Whole(attributes) => *attributes,
        }
    }

    fn excluded(&self) -> &[KeyValue] {
        self.partition().map_or(&[], |partition| &partition.interval.excluded)
    }

    pub(crate) fn arrive(&self, item: Item) -> Result<Arrived<I>, Error> {
        if self.is_excluded(&item)? {
            return Ok(Arrived::Other);
        }
        self.decode(item)
    }

    pub(super) fn decode(&self, item: Item) -> Result<Arrived<I>, Error> {
        if self.alive && ttl::is_expired(self.table, &item, self.connection.clock.epoch_seconds()) {
            return Ok(Arrived::Other);
        }
        (self.arrive)(item).map_err(|error| error.table_is(&self.connection.table))
    }

    /// Whether an item is one that only the range leaves out, and not the condition.
    pub(super) fn is_excluded(&self, item: &Item) -> Result<bool, Error> {
        if let Some(attribute) = self.partition().and_then(Partition::open) {
            for excluded in self.excluded() {
                let excluded = stable(&excluded.attribute(attribute)?);
                if item.get(attribute.name).is_some_and(|value| stable(value) == excluded) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    pub(crate) fn count_arrived(&self, items: Vec<Item>) -> Result<usize, Error> {
        let mut count = 0;
        for item in items {
            count += usize::from(self.settle(Row::Here(item))?.is_counted());
        }
        Ok(count)
    }

    pub(crate) async fn fetch(&self, start: Option<Item>, limit: Option<i32>) -> Result<Answer, Error> {
        match &self.place {
            Place::Partition(_) => {
                let request = self.query(start, limit)?;
                let answer = self.connection.send("Query", request.send()).await;
                let answer = answer.map_err(|error| self.failed("Query", error))?;
                self.connection.count(answer.consumed_capacity.as_slice());
                Ok(self::answer(
                    answer.items,
                    [answer.count, answer.scanned_count],
                    answer.last_evaluated_key,
                ))
            }
            Place::Whole(_) => self.fetch_scan(None, start, limit).await,
        }
    }

    fn failed<E, R>(&self, operation: &'static str, error: SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        self.entity.into_iter().fold(self.connection.error(operation, error), Error::entity_is)
    }

    /// The answer to one request of a scan: of everything, or of one segment.
    pub(crate) async fn fetch_scan(
        &self,
        segment: Option<Segment>,
        start: Option<Item>,
        limit: Option<i32>,
    ) -> Result<Answer, Error> {
        let request = self.scan(segment, start, limit)?;
        let answer = self.connection.send("Scan", request.send()).await;
        let answer = answer.map_err(|error| self.failed("Scan", error))?;
        self.connection.count(answer.consumed_capacity.as_slice());
        Ok(self::answer(answer.items, [answer.count, answer.scanned_count], answer.last_evaluated_key))
    }
}

fn answer(items: Option<Vec<Item>>, counts: [i32; 2], last: Option<Item>) -> Answer {
    let [count, scanned] = counts.map(|count| usize::try_from(count).unwrap_or_default());
    Answer { items: items.unwrap_or_default(), count, scanned, last: last.filter(|key| !key.is_empty()) }
}

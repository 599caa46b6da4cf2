//! The requests of queries and scans.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, Select};

use crate::client::{Connection, TableClient};
use crate::error::{Error, Kind};
use crate::expr::{Comparison, Expr, Renderer, within_limit};
use crate::item::table::Table;
use crate::key::{KeyValue, SortCondition};
use crate::read::filters::Filters;
use crate::read::limit::Share;
use crate::read::operation::{KeyAttributes, Operation, Partition, Segments};
use crate::schema::attribute::KeyAttribute;
use crate::schema::item::Item;
use crate::schema::table::TableMeta;

/// The settings of the requests of a read.
#[derive(Clone, Debug)]
pub(crate) struct Requests {
    pub(crate) connection: Connection,
    pub(crate) table: &'static TableMeta,
    /// The entity that is read, for errors.
    pub(crate) entity: Option<&'static str>,
    pub(crate) operation: Operation,
    pub(crate) is_consistent: bool,
    /// The attributes that are read; `None` for all.
    pub(crate) attributes: Option<Vec<&'static str>>,
    pub(crate) filters: Filters,
}

/// One request of a read.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageRequest {
    /// The number of the shard or segment that it reads.
    pub(crate) lane: usize,
    /// The key behind which it starts.
    pub(crate) start: Option<Item>,
    pub(crate) limit: Option<i32>,
    /// Asks for the number of items only.
    pub(crate) counts: bool,
}

/// The response to one request of a read.
pub(crate) struct Response {
    pub(crate) items: Vec<Item>,
    pub(crate) count: usize,
    /// The number of items that were read, the ones that a filter left out included.
    pub(crate) scanned: usize,
    /// The key behind which the next request starts.
    pub(crate) last_key: Option<Item>,
}

impl Requests {
    pub(crate) fn new<T: Table>(table: &TableClient<T>, operation: Operation) -> Self {
        Self {
            connection: table.connection().clone(),
            table: T::META,
            entity: None,
            operation,
            is_consistent: false,
            attributes: None,
            filters: Filters::default(),
        }
    }

    pub(super) fn partition(&self) -> Option<&Partition> {
        match &self.operation {
            Operation::Query(partition) => Some(partition),
            Operation::Scan { .. } => None,
        }
    }

    /// Returns the key attributes of the table or index that is read.
    pub(super) fn key_attributes(&self) -> KeyAttributes {
        match &self.operation {
            Operation::Query(partition) => partition.attributes,
            Operation::Scan { attributes, .. } => *attributes,
        }
    }

    /// Returns `true` if items come in ascending order of their sort keys.
    pub(super) fn is_forward(&self) -> bool {
        self.partition().is_none_or(|partition| partition.forward)
    }

    /// Returns the keys that a query leaves out of its range.
    pub(super) fn excluded(&self) -> &[KeyValue] {
        self.partition().map_or(&[], |partition| &partition.interval.excluded)
    }

    /// Returns `true` if no item can have a key in the range, so that nothing is sent.
    pub(super) fn is_empty(&self) -> bool {
        self.partition().is_some_and(|partition| partition.interval.condition == SortCondition::Nothing)
    }

    pub(super) fn share(&self) -> Share {
        match self.filters.share() {
            Share::All if !self.excluded().is_empty() => Share::Most,
            share => share,
        }
    }

    /// Returns `true` if the condition and the filter match the wanted items exactly.
    pub(super) fn can_count(&self) -> bool {
        self.excluded().is_empty() && self.filters.exact.is_some()
    }

    /// Builds a request of a query.
    ///
    /// # Errors
    ///
    /// No key can be in the range, or the filter is too long.
    pub(super) fn query(&self, page: PageRequest) -> Result<QueryFluentBuilder, Error> {
        let partition = self.partition().filter(|_| !self.is_empty());
        let partition = partition.ok_or_else(|| Error::new(Kind::EmptyRange))?;
        let fixed = partition.fixed(page.lane);
        let fixed = fixed.map(|(attribute, value)| Some(Expr::equal(attribute.name, value.clone())));
        let ranged = partition.ranged();
        let ranged =
            ranged.map(|sk| sort_condition(&partition.interval.condition, sk)).transpose()?.flatten();
        let condition = Expr::all(fixed.chain([ranged]));
        let mut renderer = self.connection.renderer();
        let condition = condition.map(|condition| renderer.render(&condition));
        let filter = self.filter(&page, &mut renderer)?;
        let projection = self.projection(&page, &mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.query().table_name(&*self.connection.table);
        Ok(request
            .set_index_name(partition.attributes.index.map(str::to_owned))
            .set_key_condition_expression(condition)
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_scan_index_forward((!partition.forward).then_some(false))
            .set_consistent_read(self.is_consistent.then_some(true))
            .set_select(page.counts.then_some(Select::Count))
            .set_limit(page.limit)
            .set_exclusive_start_key(page.start)
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }

    /// Builds a request of a scan.
    ///
    /// # Errors
    ///
    /// The filter is too long.
    pub(crate) fn scan(&self, page: PageRequest) -> Result<ScanFluentBuilder, Error> {
        // At most `MAX_SEGMENTS`, which fits.
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let segments = self.segments();
        let mut renderer = self.connection.renderer();
        let filter = self.filter(&page, &mut renderer)?;
        let projection = self.projection(&page, &mut renderer);
        let (names, values) = renderer.finish();
        let request = self.connection.client.scan().table_name(&*self.connection.table);
        Ok(request
            .set_index_name(self.key_attributes().index.map(str::to_owned))
            .set_segment(segments.map(|_| number(page.lane)))
            .set_total_segments(segments.map(number))
            .set_filter_expression(filter)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_consistent_read(self.is_consistent.then_some(true))
            .set_select(page.counts.then_some(Select::Count))
            .set_limit(page.limit)
            .set_exclusive_start_key(page.start)
            .set_return_consumed_capacity(self.connection.return_capacity()))
    }

    fn segments(&self) -> Option<usize> {
        match &self.operation {
            Operation::Query(_) => None,
            Operation::Scan { segments: Segments { count, .. }, .. } => *count,
        }
    }

    fn filter(&self, page: &PageRequest, renderer: &mut Renderer) -> Result<Option<String>, Error> {
        let filter = self.filters.expression(self.table, self.key_attributes().index, page.counts);
        filter.map(|filter| within_limit(renderer.render(&filter))).transpose()
    }

    fn projection(&self, page: &PageRequest, renderer: &mut Renderer) -> Option<String> {
        let attributes = self.attributes.as_ref().filter(|_| !page.counts);
        attributes.map(|names| renderer.projection(names))
    }

    /// Sends a request.
    pub(crate) async fn send(&self, page: PageRequest) -> Result<Response, Error> {
        let (items, counts, last_key, capacity) = match &self.operation {
            Operation::Query(_) => {
                let request = self.query(page)?;
                let output = self.connection.send("Query", request.send()).await;
                let output = output.map_err(|error| self.error("Query", error))?;
                let counts = [output.count, output.scanned_count];
                (output.items, counts, output.last_evaluated_key, output.consumed_capacity)
            }
            Operation::Scan { .. } => {
                let request = self.scan(page)?;
                let output = self.connection.send("Scan", request.send()).await;
                let output = output.map_err(|error| self.error("Scan", error))?;
                let counts = [output.count, output.scanned_count];
                (output.items, counts, output.last_evaluated_key, output.consumed_capacity)
            }
        };
        self.connection.count(capacity.as_slice());
        let [count, scanned] = counts.map(|count| usize::try_from(count).unwrap_or_default());
        Ok(Response {
            items: items.unwrap_or_default(),
            count,
            scanned,
            last_key: last_key.filter(|key| !key.is_empty()),
        })
    }

    fn error<E, R>(&self, operation: &'static str, error: SdkError<E, R>) -> Error
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        self.entity.into_iter().fold(self.connection.error(operation, error), Error::entity_is)
    }
}

fn sort_condition(condition: &SortCondition, sk: &KeyAttribute) -> Result<Option<Expr>, Error> {
    let name = sk.name;
    let compare = |comparison, key: &KeyValue| -> Result<Expr, Error> {
        Ok(Expr::Compare(name.into(), comparison, key.attribute(sk)?))
    };
    Ok(Some(match condition {
        SortCondition::All | SortCondition::Nothing => return Ok(None),
        SortCondition::Equal(key) => Expr::equal(name, key.attribute(sk)?),
        SortCondition::BeginsWith(prefix) => Expr::BeginsWith(name.into(), AttributeValue::S(prefix.clone())),
        SortCondition::AtLeast(least) => compare(Comparison::AtLeast, least)?,
        SortCondition::AtMost(most) => compare(Comparison::AtMost, most)?,
        SortCondition::Beyond(beyond) => compare(Comparison::Greater, beyond)?,
        SortCondition::Below(below) => compare(Comparison::Less, below)?,
        SortCondition::Between(least, most) => {
            Expr::Between(name.into(), least.attribute(sk)?, most.attribute(sk)?)
        }
    }))
}

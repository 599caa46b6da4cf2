//! The requests of queries and scans, and their responses.

mod build;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::client::{Connection, TableClient};
use crate::codec::attribute::FetchedItem;
use crate::codec::wire::Layout;
use crate::error::Error;
use crate::expr::ProjectedPath;
use crate::item::table::Table;
use crate::key::{KeyValue, SortCondition};
use crate::read::filters::Filters;
use crate::read::limit::Share;
use crate::read::names::add_names;
use crate::read::operation::{KeyAttributes, Operation, Partition};
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
    pub(crate) attributes: Option<Vec<ProjectedPath>>,
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
    pub(crate) items: Vec<FetchedItem>,
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

    /// Asks for the keys that positions behind items are made of.
    pub(super) fn ask_for_keys(&mut self) {
        let keys = self.start_key_attributes();
        if let Some(attributes) = &mut self.attributes {
            add_names(attributes, keys.into_iter().map(|attribute| attribute.name));
        }
    }

    /// Returns `true` if an item comes without its primary key.
    pub(super) fn omits_keys(&self) -> bool {
        let keys = [Some(self.table.pk), self.table.sk];
        let mut keys = keys.into_iter().flatten();
        self.attributes.as_ref().is_some_and(|names| {
            keys.any(|key| names.iter().all(|name| !ProjectedPath::from(key.name).is_inside(*name)))
        })
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
            Share::All if !self.excluded().is_empty() => Share::Inside,
            share => share,
        }
    }

    /// Returns `true` if the condition and the filter match the wanted items exactly.
    pub(super) fn can_count(&self) -> bool {
        self.excluded().is_empty() && self.filters.exact.is_some()
    }

    /// Sends a request.
    pub(crate) async fn send(&self, page: PageRequest) -> Result<Response, Error> {
        let pages = self.connection.pages(Layout::Items);
        let (items, counts, last_key, capacity) = match &self.operation {
            Operation::Query(_) => {
                let request = self.query(page)?.customize().interceptor(pages.clone());
                let output = self.connection.send("Query", request.send()).await;
                let output = output.map_err(|error| self.error("Query", error))?;
                let counts = [output.count, output.scanned_count];
                (output.items, counts, output.last_evaluated_key, output.consumed_capacity)
            }
            Operation::Scan { .. } => {
                let request = self.scan(page)?.customize().interceptor(pages.clone());
                let output = self.connection.send("Scan", request.send()).await;
                let output = output.map_err(|error| self.error("Scan", error))?;
                let counts = [output.count, output.scanned_count];
                (output.items, counts, output.last_evaluated_key, output.consumed_capacity)
            }
        };
        self.connection.count(capacity.as_slice());
        let [count, scanned] = counts.map(|count| usize::try_from(count).unwrap_or_default());
        Ok(Response {
            items: pages.items(items.unwrap_or_default()),
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

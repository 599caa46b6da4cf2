//! Creating and deleting tables.

use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::CreateTableInput;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, LocalSecondaryIndex,
    Projection, ProjectionType, ProvisionedThroughput, StreamSpecification, StreamViewType, TableStatus,
};

use super::{Attempts, Connection};
use crate::error::{Error, Kind, code_of};
use crate::schema::attribute::KeyAttribute;
use crate::schema::entity::Projected;
use crate::schema::table::{IndexMeta, TableMeta};

/// The time limit for a table to become active or to go, and the pauses between `DescribeTable` requests.
const PATIENCE: Duration = Duration::from_mins(5);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Creates a table. Await it, or configure it first.
#[derive(Clone, Debug)]
#[must_use = "awaiting it creates the table"]
pub struct CreateTable {
    connection: Connection,
    meta: &'static TableMeta,
    provisioned: Option<(u32, u32)>,
    stream: Option<StreamViewType>,
}

impl CreateTable {
    pub(super) fn new(connection: Connection, meta: &'static TableMeta) -> Self {
        Self { connection, meta, provisioned: None, stream: None }
    }

    /// Sets provisioned capacity, in read and write capacity units a second.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// table.create().provisioned(5, 5).await?;
    /// # Ok(()) }
    /// ```
    pub fn provisioned(mut self, read: u32, write: u32) -> Self {
        self.provisioned = Some((read, write));
        self
    }

    /// Enables a stream of changes with this view of each item.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// use aws_sdk_dynamodb::types::StreamViewType;
    ///
    /// table.create().stream(StreamViewType::NewAndOldImages).await?;
    /// # Ok(()) }
    /// ```
    pub fn stream(mut self, view: StreamViewType) -> Self {
        self.stream = Some(view);
        self
    }

    /// The request, without sending it.
    ///
    /// # Errors
    ///
    /// The SDK did not build the request. The derive rules this out.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// let request = table.create().provisioned(5, 5).request()?;
    /// assert_eq!(request.table_name(), Some(table.name()));
    /// # Ok(()) }
    /// ```
    pub fn request(&self) -> Result<CreateTableInput, Error> {
        let input = self.build()?.as_input().clone().build();
        input.map_err(|error| self.connection.build_error("CreateTable", error))
    }

    fn build(&self) -> Result<CreateTableFluentBuilder, Error> {
        self.fill().map_err(|error| self.connection.build_error("CreateTable", error))
    }

    fn fill(&self) -> Result<CreateTableFluentBuilder, BuildError> {
        let definitions = attributes(self.meta).into_iter().map(definition).collect::<Result<_, _>>()?;
        let client = &self.connection.client;
        let table = client
            .create_table()
            .table_name(&*self.connection.table)
            .set_key_schema(Some(schema(std::slice::from_ref(&self.meta.pk), self.meta.sk.as_slice())?))
            .set_attribute_definitions(Some(definitions))
            .set_stream_specification(self.streaming()?);
        let units = self.units()?;
        let request = self.with_indexes(table, units.as_ref())?;
        Ok(match units {
            None => request.billing_mode(BillingMode::PayPerRequest),
            Some(units) => request.billing_mode(BillingMode::Provisioned).provisioned_throughput(units),
        })
    }

    /// Each index has the capacity of the table.
    fn with_indexes(
        &self,
        mut request: CreateTableFluentBuilder,
        units: Option<&ProvisionedThroughput>,
    ) -> Result<CreateTableFluentBuilder, BuildError> {
        for index in self.meta.indexes {
            let schema = Some(schema(index.pk, index.sk)?);
            let projection = projection(self.meta, index);
            request = if index.local {
                let local = LocalSecondaryIndex::builder().index_name(index.name).projection(projection);
                request.local_secondary_indexes(local.set_key_schema(schema).build()?)
            } else {
                let global = GlobalSecondaryIndex::builder()
                    .index_name(index.name)
                    .projection(projection)
                    .set_provisioned_throughput(units.cloned())
                    .set_key_schema(schema);
                request.global_secondary_indexes(global.build()?)
            };
        }
        Ok(request)
    }

    fn streaming(&self) -> Result<Option<StreamSpecification>, BuildError> {
        let Some(view) = self.stream.clone() else { return Ok(None) };
        StreamSpecification::builder().stream_enabled(true).stream_view_type(view).build().map(Some)
    }

    fn units(&self) -> Result<Option<ProvisionedThroughput>, BuildError> {
        let Some((read, write)) = self.provisioned else { return Ok(None) };
        let units = ProvisionedThroughput::builder().read_capacity_units(read.into());
        units.write_capacity_units(write.into()).build().map(Some)
    }

    async fn run(self) -> Result<(), Error> {
        let attempts = Attempts::default();
        let request = self.build()?.customize().interceptor(attempts.clone());
        let sent = self.connection.send("CreateTable", request.send()).await;
        sent.map_err(|error| attempts.mark(self.connection.error("CreateTable", error)))?;
        self.finish().await.map_err(Error::written)
    }

    /// Waits until the table is active and enables time to live.
    async fn finish(&self) -> Result<(), Error> {
        wait_for(&self.connection, "active", Some(TableStatus::Active)).await?;
        match self.meta.ttl_attribute {
            Some(attribute) => super::ttl::enable(&self.connection, attribute).await,
            None => Ok(()),
        }
    }
}

impl IntoFuture for CreateTable {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// Every key attribute of the table and its indexes, once.
fn attributes(table: &TableMeta) -> Vec<KeyAttribute> {
    let mut all: Vec<KeyAttribute> = Vec::new();
    let keys = table.indexes.iter().flat_map(IndexMeta::attributes).copied();
    for attribute in [Some(table.pk), table.sk].into_iter().flatten().chain(keys) {
        if all.iter().all(|other| other.name != attribute.name) {
            all.push(attribute);
        }
    }
    all
}

/// Includes the type attribute and the expiry time with the projected attributes.
fn projection(table: &TableMeta, index: &IndexMeta) -> Projection {
    let projection = Projection::builder();
    match index.project {
        Projected::All => projection.projection_type(ProjectionType::All),
        Projected::KeysOnly => projection.projection_type(ProjectionType::KeysOnly),
        Projected::Include(names) => {
            let kind = table.type_attribute.filter(|name| !names.contains(name));
            let ttl = table.ttl_attribute.filter(|name| table.expires() && !names.contains(name));
            let names = names.iter().copied().chain(kind).chain(ttl).map(str::to_owned).collect();
            projection.projection_type(ProjectionType::Include).set_non_key_attributes(Some(names))
        }
    }
    .build()
}

fn definition(attribute: KeyAttribute) -> Result<AttributeDefinition, BuildError> {
    let definition = AttributeDefinition::builder().attribute_name(attribute.name);
    definition.attribute_type(attribute.kind.scalar()).build()
}

fn schema(pk: &[KeyAttribute], sk: &[KeyAttribute]) -> Result<Vec<KeySchemaElement>, BuildError> {
    let element = |(attribute, role): (&KeyAttribute, KeyType)| {
        KeySchemaElement::builder().attribute_name(attribute.name).key_type(role).build()
    };
    let hash = pk.iter().map(|attribute| (attribute, KeyType::Hash));
    hash.chain(sk.iter().map(|attribute| (attribute, KeyType::Range))).map(element).collect()
}

pub(super) async fn exists(connection: &Connection) -> Result<bool, Error> {
    Ok(status(connection).await? == Some(TableStatus::Active))
}

pub(super) async fn delete(connection: &Connection) -> Result<(), Error> {
    let attempts = Attempts::default();
    let delete = connection.client.delete_table().table_name(&*connection.table);
    let request = delete.customize().interceptor(attempts.clone());
    let sent = connection.send("DeleteTable", request.send()).await;
    sent.map_err(|error| attempts.mark(connection.error("DeleteTable", error)))?;
    wait_for(connection, "gone", None).await.map_err(Error::written)
}

/// The table's status; `None` if there is no such table.
async fn status(connection: &Connection) -> Result<Option<TableStatus>, Error> {
    let request = connection.client.describe_table().table_name(&*connection.table);
    match connection.send("DescribeTable", request.send()).await {
        Ok(response) => Ok(response.table.and_then(|table| table.table_status)),
        Err(error) if code_of(&error) == Some("ResourceNotFoundException") => Ok(None),
        Err(error) => Err(connection.error("DescribeTable", error)),
    }
}

async fn wait_for(
    connection: &Connection,
    state: &'static str,
    wanted: Option<TableStatus>,
) -> Result<(), Error> {
    let mut spent = Duration::ZERO;
    let mut pause = FIRST_PAUSE;
    while status(connection).await? != wanted {
        if spent >= PATIENCE {
            let seconds = spent.as_secs();
            return Err(Error::new(Kind::NotReady { state, seconds }).table_is(&connection.table));
        }
        tokio::time::sleep(pause).await;
        spent += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    Ok(())
}

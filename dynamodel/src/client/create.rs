//! Creating and deleting the table itself.

use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::CreateTableInput;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ProvisionedThroughput, TableStatus,
};

use super::Caller;
use crate::error::{Error, Kind, code_of};
use crate::table::{KeyAttribute, TableMeta};

/// How long a table may take to become active or to go, and how often it is looked at.
const PATIENCE: Duration = Duration::from_secs(300);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Creates a table: await it.
#[derive(Clone, Debug)]
#[must_use = "awaiting it creates the table"]
pub struct CreateTable {
    caller: Caller,
    meta: &'static TableMeta,
    provisioned: Option<(u32, u32)>,
}

impl CreateTable {
    pub(super) fn new(caller: Caller, meta: &'static TableMeta) -> Self {
        Self { caller, meta, provisioned: None }
    }

    /// Provisioned capacity instead of paying per request: read and write capacity units a second.
    pub fn provisioned(mut self, read: u32, write: u32) -> Self {
        self.provisioned = Some((read, write));
        self
    }

    /// The request, as it would be sent.
    ///
    /// # Errors
    ///
    /// None that the derive has not ruled out; the SDK's builders check again.
    pub fn request(&self) -> Result<CreateTableInput, Error> {
        let input = self.build()?.as_input().clone().build();
        input.map_err(|error| self.caller.unbuilt("CreateTable", error))
    }

    fn build(&self) -> Result<CreateTableFluentBuilder, Error> {
        self.fill().map_err(|error| self.caller.unbuilt("CreateTable", error))
    }

    fn fill(&self) -> Result<CreateTableFluentBuilder, BuildError> {
        let mut request = self.caller.client.create_table().table_name(&*self.caller.table);
        let keys = [(Some(self.meta.pk), KeyType::Hash), (self.meta.sk, KeyType::Range)];
        for (attribute, role) in keys {
            let Some(attribute) = attribute else { continue };
            let (definition, element) = key(&attribute, role)?;
            request = request.attribute_definitions(definition).key_schema(element);
        }
        let Some((read, write)) = self.provisioned else {
            return Ok(request.billing_mode(BillingMode::PayPerRequest));
        };
        let units = ProvisionedThroughput::builder();
        let units = units.read_capacity_units(read.into()).write_capacity_units(write.into()).build()?;
        Ok(request.billing_mode(BillingMode::Provisioned).provisioned_throughput(units))
    }

    async fn run(self) -> Result<(), Error> {
        let request = self.build()?;
        self.caller
            .send("CreateTable", request.send())
            .await
            .map_err(|error| self.caller.error("CreateTable", true, error))?;
        wait_for(&self.caller, "active", Some(TableStatus::Active)).await
    }
}

impl IntoFuture for CreateTable {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

fn key(
    attribute: &KeyAttribute,
    role: KeyType,
) -> Result<(AttributeDefinition, KeySchemaElement), BuildError> {
    let definition = AttributeDefinition::builder()
        .attribute_name(attribute.name)
        .attribute_type(attribute.kind.scalar())
        .build()?;
    let element = KeySchemaElement::builder().attribute_name(attribute.name).key_type(role).build()?;
    Ok((definition, element))
}

pub(super) async fn exists(caller: &Caller) -> Result<bool, Error> {
    Ok(status(caller).await? == Some(TableStatus::Active))
}

pub(super) async fn delete(caller: &Caller) -> Result<(), Error> {
    let request = caller.client.delete_table().table_name(&*caller.table);
    caller
        .send("DeleteTable", request.send())
        .await
        .map_err(|error| caller.error("DeleteTable", true, error))?;
    wait_for(caller, "gone", None).await
}

/// The table's status, `None` if there is no such table.
async fn status(caller: &Caller) -> Result<Option<TableStatus>, Error> {
    let request = caller.client.describe_table().table_name(&*caller.table);
    match caller.send("DescribeTable", request.send()).await {
        Ok(answer) => Ok(answer.table.and_then(|table| table.table_status)),
        Err(error) if code_of(&error) == Some("ResourceNotFoundException") => Ok(None),
        Err(error) => Err(caller.error("DescribeTable", false, error)),
    }
}

async fn wait_for(caller: &Caller, state: &'static str, wanted: Option<TableStatus>) -> Result<(), Error> {
    let (mut waited, mut pause) = (Duration::ZERO, FIRST_PAUSE);
    while status(caller).await? != wanted {
        if waited >= PATIENCE {
            let seconds = waited.as_secs();
            return Err(Error::new(Kind::NotReady { state, seconds }).table_is(&caller.table));
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    Ok(())
}

//! A table in an account, or in an engine that speaks the same API.

mod attempts;
pub(crate) mod bisection;
mod connection;
mod create;
mod sending;
mod ttl;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::Client;

pub(crate) use attempts::{Attempts, Once};
pub(crate) use connection::Connection;
pub use create::CreateTable;
pub use sending::Sending;

use crate::clock::Clock;
use crate::error::Error;
use crate::item::table::Table;
use crate::meter::Meter;
use crate::page::{CursorKey, Issuer, cursor_keys};

/// The table `T` through an SDK client. Cheap to clone.
///
/// `YouTube::table(client)` makes one, for any `aws_sdk_dynamodb::Client`: real credentials and regions,
/// `AWS_ENDPOINT_URL_DYNAMODB`, or the embedded engine.
pub struct TableClient<T> {
    connection: Connection,
    cursor_keys: Arc<[CursorKey]>,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> TableClient<T> {
    /// The table under the name that `#[table(name = "...")]` gives it.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { connection: Connection::new(client, T::META), cursor_keys: Arc::new([]), table: PhantomData }
    }

    /// The same table under another name: one for each environment, say.
    #[must_use]
    pub fn named(mut self, name: impl AsRef<str>) -> Self {
        self.connection.table = Arc::from(name.as_ref());
        self
    }

    /// Adds what operations through this client cost to `meter`, by asking for
    /// `ReturnConsumedCapacity=INDEXES`.
    #[must_use]
    pub fn metered(mut self, meter: &Meter) -> Self {
        self.connection.meter = Some(meter.clone());
        self
    }

    /// Signs cursors with HMAC-SHA-256. The first secret signs, all verify: to rotate, put the new one
    /// first and leave the old one until its cursors are gone. Unsigned cursors are refused then.
    ///
    /// A secret is at least 16 random bytes, better 32. Without a call of this function cursors are not signed.
    ///
    /// # Errors
    ///
    /// There is no secret, or one is empty or shorter than 16 bytes ([`Error::is_invalid_cursor_secret`]).
    pub fn cursor_secrets<S: AsRef<[u8]>>(
        mut self,
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        self.cursor_keys = cursor_keys(secrets).map_err(|error| error.table_is(self.name()))?;
        Ok(self)
    }

    /// Takes the time from `now` instead of the system: for tests, or where the system's clock is not to
    /// be trusted. Whether an item has expired depends on it.
    ///
    /// ```
    /// # use dynamodel::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[key(pk = "user-{user_id}", sk = "_root")]
    /// # struct User { user_id: u64 }
    /// # #[derive(Table)]
    /// # #[table(name = "entities", type_attribute = "entity_type")]
    /// # enum Entities { User(User) }
    /// # fn example(client: aws_sdk_dynamodb::Client) {
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// let table = Entities::table(client).with_clock(|| UNIX_EPOCH + Duration::from_secs(1_580_515_200));
    /// # }
    /// ```
    #[must_use]
    pub fn with_clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.connection.clock = Clock::new(now);
        self
    }

    /// The name of the table.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.connection.table
    }

    /// The SDK client, for what dynamodel has no function for.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.connection.client
    }

    /// Creates the table and waits until it is active; pay per request unless told otherwise. If the table has a TTL
    /// attribute, it is enabled: two more requests.
    ///
    /// `table.create().await?`, or `table.create().provisioned(5, 5).await?`.
    pub fn create(&self) -> CreateTable {
        CreateTable::new(self.connection.clone(), T::META)
    }

    /// Whether the table exists and is active. One `DescribeTable` request.
    ///
    /// # Errors
    ///
    /// The request failed for another reason than that there is no such table.
    pub async fn exists(&self) -> Result<bool, Error> {
        create::exists(&self.connection).await
    }

    /// Tells `DynamoDB` to remove items that have expired by the table's TTL attribute. `create` does that too; this is
    /// for tables that exist.
    ///
    /// One `DescribeTimeToLive` request, and an `UpdateTimeToLive` request unless it is enabled; nothing for a table
    /// without `ttl_attribute`. `DynamoDB` takes up to an hour to enable it, and then removes items within a few
    /// days of their time; those that are more than five years past it stay. Reads leave them out all the same.
    ///
    /// # Errors
    ///
    /// Items of the table expire by another attribute, or a request failed.
    pub async fn enable_ttl(&self) -> Result<(), Error> {
        match T::META.ttl_attribute {
            Some(attribute) => ttl::enable(&self.connection, attribute).await,
            None => Ok(()),
        }
    }

    /// Deletes the table with all its items and waits until it is gone.
    ///
    /// # Errors
    ///
    /// There is no such table ([`Error::is_table_not_found`]), or the request failed.
    pub async fn delete(&self) -> Result<(), Error> {
        create::delete(&self.connection).await
    }

    /// The time by the client's clock: what `created_at` and `updated_at` are filled in with and expiry is
    /// told by. Take it for times of your own, so that [`with_clock`](Self::with_clock) sets them too.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.connection.clock.now()
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Issues the cursors of a query of this table.
    pub(crate) fn issuer(&self, query: &str) -> Issuer {
        Issuer::new(self.name(), query, self.cursor_keys.clone())
    }
}

impl<T> Clone for TableClient<T> {
    fn clone(&self) -> Self {
        Self {
            connection: self.connection.clone(),
            cursor_keys: self.cursor_keys.clone(),
            table: PhantomData,
        }
    }
}

impl<T> fmt::Debug for TableClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableClient").field("name", &self.connection.table).finish_non_exhaustive()
    }
}

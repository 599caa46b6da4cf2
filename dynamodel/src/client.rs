//! Table clients.

mod attempts;
pub(crate) mod bisection;
mod connection;
mod create;
mod pages;
mod retry;
mod sending;
mod ttl;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::Client;

pub use attempts::track_attempts;
pub(crate) use attempts::{Attempts, Once};
pub(crate) use connection::Connection;
pub use create::CreateTable;
pub use retry::Retry;
pub use sending::Sending;

use crate::clock::Clock;
use crate::error::Error;
use crate::item::{managed::WriteTime, table::Table};
use crate::meter::Meter;
use crate::page::{CursorKey, Issuer, cursor_keys};

/// A client of the table `T`. It is cheap to clone.
///
/// `YouTube::table(client)` makes one from any `aws_sdk_dynamodb::Client`: for an account and region, for
/// `AWS_ENDPOINT_URL_DYNAMODB`, or for the embedded engine.
pub struct TableClient<T> {
    connection: Connection,
    cursor_keys: Arc<[CursorKey]>,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> TableClient<T> {
    /// Creates a client of the table with the name in `#[table(name = "...")]`.
    ///
    /// Writes are cheaper if the SDK client has the interceptor of [`track_attempts`](crate::track_attempts).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{Table, TableClient};
    /// # fn example<T: Table>(client: aws_sdk_dynamodb::Client) -> Result<(), dynamodel::Error> {
    /// let table = TableClient::<T>::new(client);
    /// assert_eq!(table.name(), T::META.name);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { connection: Connection::new(client, T::META), cursor_keys: Arc::new([]), table: PhantomData }
    }

    /// Sets another name for the table, such as one for each environment.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{Table, TableClient};
    /// # fn example<T: Table>(client: aws_sdk_dynamodb::Client) -> Result<(), dynamodel::Error> {
    /// let table = TableClient::<T>::new(client).named("entities-test");
    /// assert_eq!(table.name(), "entities-test");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn named(mut self, name: impl AsRef<str>) -> Self {
        self.connection.table = Arc::from(name.as_ref());
        self
    }

    /// Counts the cost of operations in `meter`. Requests then have `ReturnConsumedCapacity=INDEXES`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{Table, TableClient};
    /// # fn example<T: Table>(client: aws_sdk_dynamodb::Client) -> Result<(), dynamodel::Error> {
    /// let meter = dynamodel::Meter::new();
    /// let table = TableClient::<T>::new(client).metered(&meter);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn metered(mut self, meter: &Meter) -> Self {
        self.connection.meter = Some(meter.clone());
        self
    }

    /// Signs cursors with HMAC-SHA-256 and refuses others.
    ///
    /// The first secret signs, all of them verify. To rotate, put the new secret first and keep the old one until its cursors
    /// are out of use. A secret has at least 16 random bytes, better 32. By default cursors are not signed.
    ///
    /// # Errors
    ///
    /// The list is empty, or a secret is shorter than 16 bytes ([`Error::is_invalid_cursor_secret`]).
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let table = table.cursor_secrets([b"32 random bytes of a secret store".as_slice()])?;
    /// let page = Comment::of_video(7).take(1).page(&table).await?;
    /// assert!(page.cursor.is_some());
    /// # Ok(()) });
    /// ```
    pub fn cursor_secrets<S: AsRef<[u8]>>(
        mut self,
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        self.cursor_keys = cursor_keys(secrets).map_err(|error| error.table_is(self.name()))?;
        Ok(self)
    }

    /// Sets the clock that managed fields and expiry use, for tests or where the system's clock is unreliable.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::{Duration, SystemTime, UNIX_EPOCH};
    ///
    /// let table = table.with_clock(|| UNIX_EPOCH + Duration::from_secs(1_580_515_200));
    /// assert_eq!(table.now::<SystemTime>(), UNIX_EPOCH + Duration::from_secs(1_580_515_200));
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn with_clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.connection.clock = Clock::new(now);
        self
    }

    /// Sets how often, and with what pauses, the library retries; see [`Retry`] for the cases and the defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::Duration;
    ///
    /// use dynamodel::Retry;
    ///
    /// let retry = Retry::new().max_attempts(5).min_delay(Duration::from_millis(10)).max_delay(Duration::from_secs(1));
    /// let table = table.retry(retry);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.connection.retry = retry;
        self
    }

    /// Lets the SDK parse the items of responses.
    ///
    /// By default, items are decoded from the bytes of a response, which is faster, and the SDK parses the rest of it. So
    /// an interceptor of the client finds no items in the outputs of `Query`, `Scan`, `BatchGetItem` and
    /// `TransactGetItems`. Call this if one needs them.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel::{Table, TableClient};
    /// # fn example<T: Table>(client: aws_sdk_dynamodb::Client) -> Result<(), dynamodel::Error> {
    /// let table = TableClient::<T>::new(client).items_by_sdk();
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn items_by_sdk(mut self) -> Self {
        self.connection.takes_items = false;
        self
    }

    /// The name of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// assert_eq!(table.name(), "entities");
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.connection.table
    }

    /// The SDK client, for requests that dynamodel does not cover.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// let output = table.client().describe_table().table_name(table.name()).send().await?;
    /// assert!(output.table().is_some());
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.connection.client
    }

    /// Creates the table and waits until it is active: `table.create().await?`. It is billed per request unless
    /// [`provisioned`](CreateTable::provisioned) is called. Time to live is enabled if the table has a `ttl_attribute`, by two
    /// more requests.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// table.create().await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> CreateTable {
        CreateTable::new(self.connection.clone(), T::META)
    }

    /// Returns `true` if the table exists and is active. One `DescribeTable` request.
    ///
    /// # Errors
    ///
    /// The request failed for another reason than a missing table.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// if !table.exists().await? {
    ///     table.create().await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn exists(&self) -> Result<bool, Error> {
        create::exists(&self.connection).await
    }

    /// Enables time to live on an existing table. [`create`](Self::create) enables it on a new one.
    ///
    /// One `DescribeTimeToLive` request, and an `UpdateTimeToLive` request unless it is enabled. No request for a table without
    /// `ttl_attribute`. `DynamoDB` needs up to an hour to enable it, then removes items within a few days of their expiry.
    /// Items that expired over five years ago stay. Reads always leave expired items out.
    ///
    /// # Errors
    ///
    /// Items of the table expire by another attribute, or a request failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// table.enable_ttl().await?;
    /// # Ok(()) }
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example<T: dynamodel::Table>(table: dynamodel::TableClient<T>) -> Result<(), dynamodel::Error> {
    /// table.delete().await?;
    /// # Ok(()) }
    /// ```
    pub async fn delete(&self) -> Result<(), Error> {
        create::delete(&self.connection).await
    }

    /// Returns the current time by the client's clock, as `created_at`, `updated_at` and expiry use it, in the type of the
    /// field: `SystemTime`, or a time of `jiff`, `chrono` or `time`. Use it for your own times and to compare with stored
    /// ones, so that [`with_clock`](Self::with_clock) sets all of them.
    ///
    /// A time that the type cannot represent is 1970-01-01, or `None`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamodel_doc_model::*; example(async |table| {
    /// use std::time::{Duration, SystemTime};
    ///
    /// let note = Note { note_id: 1, text: "a".to_owned(), version: 0, updated_at: table.now() };
    /// let note = note.create().returning_new().send(&table).await?;
    /// let day = Duration::from_secs(24 * 60 * 60);
    /// let is_recent = note.updated_at + day > table.now::<SystemTime>();
    /// assert!(is_recent);
    /// # Ok(()) });
    /// ```
    #[must_use]
    pub fn now<V: WriteTime>(&self) -> V {
        V::from_system(self.connection.clock.now()).unwrap_or_else(V::unset)
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

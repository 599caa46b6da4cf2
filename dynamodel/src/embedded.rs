//! `DynamoDB` in process: an SDK client that needs no server, socket or account.
//!
//! [`client`] and [`open`] return an [`aws_sdk_dynamodb::Client`] whose HTTP connector is an emulator in the program, in
//! memory or in a file. Requests and responses pass through the whole SDK, so the same code works on a real table with
//! another client.
//!
//! # Examples
//!
//! ```
//! use aws_sdk_dynamodb::types::{
//!     AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
//!     ScalarAttributeType,
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = dynamodel::embedded::client();
//!
//! let pk = AttributeDefinition::builder()
//!     .attribute_name("pk")
//!     .attribute_type(ScalarAttributeType::S)
//!     .build()?;
//! let hash = KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash).build()?;
//! client
//!     .create_table()
//!     .table_name("greetings")
//!     .attribute_definitions(pk)
//!     .key_schema(hash)
//!     .billing_mode(BillingMode::PayPerRequest)
//!     .send()
//!     .await?;
//!
//! let key = AttributeValue::S("hello".into());
//! client.put_item().table_name("greetings").item("pk", key.clone()).send().await?;
//! let read = client.get_item().table_name("greetings").key("pk", key).send().await?;
//! assert!(read.item.is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # Limits
//!
//! - Requests of one [`Engine`] run one after the other.
//! - Several processes may open one file. A request that waits for the file longer than five seconds fails with an
//!   `InternalServerError`. Each [`Engine`] caches tables and idempotency tokens: add an index or recreate a table while no
//!   other has the file open, or the index misses the writes of the other. Within a program, share one [`Engine`].
//! - It never throttles and never leaves a part of a batch unprocessed.
//! - Expired items stay until [`Engine::sweep_ttl`] removes them.
//! - Backups, exports, global tables and other administration fail with `UnknownOperationException`.
//! - The feature links `SQLite` (`links = "sqlite3"`), which a program can link only once. It conflicts with another major
//!   version of `rusqlite` or `sqlx`'s `SQLite` driver; then enable it for development only.
//!
//! It is more lenient than `DynamoDB` in a few places. A program that passes here can fail there if it:
//!
//! - projects an attribute that a global index does not hold (here it is left out);
//! - relies on a local index *not* fetching such an attribute (here it is left out too);
//! - queries with an empty string as a key (here nothing is found);
//! - enables TTL twice (here accepted);
//! - uses a new global index before it is active (here it is active at once);
//! - sums `ScannedCount` over pages of 1 MB (here it can be too high).

use std::fmt;
use std::path::{Path, PathBuf};

use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region, SharedHttpClient};
use aws_sdk_dynamodb::{Client, Config};
use dynoxide::Database;
use tokio::runtime::Handle;
use tokio::task::JoinError;

use crate::client::track_attempts;

mod connector;
mod dispatch;
mod error;
mod wire;

pub use error::{OpenError, SweepError};

/// RFC 2606 reserves this domain, so no request can leave the program.
const ENDPOINT: &str = "http://embedded.invalid";
const REGION: &str = "embedded";

/// Returns a client of a new, empty database in memory, which lives as long as the client and its clones.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), aws_sdk_dynamodb::Error> {
/// let client = dynamodel::embedded::client();
/// assert!(client.list_tables().send().await?.table_names().is_empty());
/// # Ok(())
/// # }
/// ```
///
/// # Panics
///
/// See [`Engine::memory`].
#[must_use]
pub fn client() -> Client {
    Engine::memory().client()
}

/// Returns a client of the database in the file at `path`. The file is created if it does not exist.
///
/// # Errors
///
/// See [`Engine::open`].
///
/// # Examples
///
/// ```
/// # fn example() -> Result<(), dynamodel::embedded::OpenError> {
/// let client = dynamodel::embedded::open("target/entities.sqlite")?;
/// # Ok(()) }
/// ```
pub fn open(path: impl AsRef<Path>) -> Result<Client, OpenError> {
    Ok(Engine::open(path)?.client())
}

/// The database behind embedded clients; clones share it.
///
/// Use it for several clients of one database, for another SDK configuration, and to remove expired items.
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::config::retry::RetryConfig;
/// use dynamodel::embedded::Engine;
///
/// let engine = Engine::memory();
/// let plain = engine.client();
/// let config = engine.config().retry_config(RetryConfig::disabled()).build();
/// let without_retries = aws_sdk_dynamodb::Client::from_conf(config);
/// # drop((plain, without_retries));
/// ```
#[derive(Clone)]
pub struct Engine {
    database: Database,
    file: Option<PathBuf>,
}

impl Engine {
    /// Creates an empty database in memory.
    ///
    /// # Panics
    ///
    /// If `SQLite` cannot allocate an empty database.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::embedded::Engine;
    ///
    /// let engine = Engine::memory();
    /// let (reader, writer) = (engine.client(), engine.client());
    /// ```
    #[must_use]
    pub fn memory() -> Self {
        let database = Database::memory().expect("an empty database fits in memory");
        Self { database, file: None }
    }

    /// Opens the database in the file at `path`. The file is created if it does not exist.
    ///
    /// # Errors
    ///
    /// If the path is not UTF-8, or the file cannot be created, read or is something else.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::embedded::Engine;
    ///
    /// let error = Engine::open("/no/such/folder/entities.sqlite").unwrap_err();
    /// println!("{error}");
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = absolute(path).map_err(|source| OpenError::new(path, source))?;
        let database = Database::new(&file).map_err(|source| OpenError::new(path, source))?;
        Ok(Self { database, file: Some(file.into()) })
    }

    /// Returns a client of this database.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::embedded::Engine;
    ///
    /// let client = Engine::memory().client();
    /// ```
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// Returns the configuration of [`client`](Self::client), for changes. It [tracks attempts](crate::track_attempts).
    ///
    /// # Examples
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    /// use dynamodel::embedded::Engine;
    ///
    /// let config = Engine::memory().config().retry_config(RetryConfig::disabled()).build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(config);
    /// ```
    #[must_use]
    pub fn config(&self) -> Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static(REGION))
            .endpoint_url(ENDPOINT)
            .allow_no_auth()
            .http_client(self.http_client())
            .interceptor(track_attempts())
    }

    /// Returns a client of the streams of this database.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::embedded::Engine;
    ///
    /// let engine = Engine::memory();
    /// let (client, streams) = (engine.client(), engine.streams());
    /// ```
    #[cfg(feature = "streams")]
    #[must_use]
    pub fn streams(&self) -> aws_sdk_dynamodbstreams::Client {
        let config = aws_sdk_dynamodbstreams::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static(REGION))
            .endpoint_url(ENDPOINT)
            .allow_no_auth()
            .http_client(self.http_client());
        aws_sdk_dynamodbstreams::Client::from_conf(config.build())
    }

    /// Returns the HTTP client that processes the requests, for other SDK clients or to be wrapped.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamodel::embedded::Engine;
    ///
    /// let engine = Engine::memory();
    /// let config = engine.config().http_client(engine.http_client()).build();
    /// ```
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {
        connector::http_client(self.clone())
    }

    /// Deletes expired items and returns their number.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), dynamodel::embedded::SweepError> {
    /// let engine = dynamodel::embedded::Engine::memory();
    /// assert_eq!(engine.sweep_ttl().await?, 0);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn sweep_ttl(&self) -> Result<usize, SweepError> {
        self.run(Database::sweep_ttl).await.map_err(SweepError::new)?.map_err(SweepError::new)
    }

    /// A database in memory is faster than a change of threads. One in a file may wait for the disk.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> T + Send + 'static,
    ) -> Result<T, JoinError> {
        match (&self.file, Handle::try_current()) {
            (Some(_), Ok(runtime)) => {
                let database = self.database.clone();
                runtime.spawn_blocking(move || work(&database)).await
            }
            _ => Ok(work(&self.database)),
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("file", &self.file).finish_non_exhaustive()
    }
}

/// Makes a path absolute: `SQLite` interprets names such as `:memory:`, `file:x` and the empty one.
fn absolute(path: &Path) -> std::io::Result<String> {
    let not_utf8 = |_| std::io::Error::new(std::io::ErrorKind::InvalidInput, "not UTF-8");
    std::path::absolute(path)?.into_os_string().into_string().map_err(not_utf8)
}

//! `DynamoDB` in process: an SDK client that needs no server, socket or account.
//!
//! [`client`] and [`open`] give an ordinary [`aws_sdk_dynamodb::Client`] whose HTTP connector answers
//! from an emulator inside the program, in memory or in a file. Requests and answers take the SDK's
//! whole path, so code moves to a real table by being handed another client.
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
//! - Every request of one [`Engine`] takes its turn under one lock.
//! - A file may be open more than once, in several processes too; a request that waits for the file
//!   longer than five seconds is answered with an `InternalServerError`. Each [`Engine`] remembers the
//!   tables it has used, and idempotency tokens, on its own: add an index or recreate a table while no
//!   other has the file open, or what the other writes is missing from the index. Within a program,
//!   share one [`Engine`].
//! - It never throttles and never leaves part of a batch unprocessed.
//! - Expired items stay until [`Engine::sweep_ttl`] removes them.
//! - Backups, exports, global tables and other administration are answered with
//!   `UnknownOperationException`.
//! - The feature links `SQLite` (`links = "sqlite3"`), of which one program can have only one: it does
//!   not resolve beside another major version of `rusqlite` or `sqlx`'s `SQLite` driver. Switch it on as
//!   a development dependency where that matters.
//!
//! It is more lenient than `DynamoDB` in a few places. A program that passes here can fail there when it:
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

mod connector;
mod dispatch;
mod error;
mod wire;

pub use error::{OpenError, SweepError};

/// Reserved by RFC 2606: a request that got past the connector could reach nobody.
const ENDPOINT: &str = "http://embedded.invalid";
const REGION: &str = "embedded";

/// A client on a new, empty database in memory, which lives as long as the client and its clones.
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
/// As [`Engine::memory`].
#[must_use]
pub fn client() -> Client {
    Engine::memory().client()
}

/// A client on the database kept in the file at `path`, which is created if it does not exist.
///
/// # Errors
///
/// As [`Engine::open`].
pub fn open(path: impl AsRef<Path>) -> Result<Client, OpenError> {
    Ok(Engine::open(path)?.client())
}

/// The database behind embedded clients; clones share it.
///
/// Its use is to make several clients on one database, to set up a client otherwise than
/// [`client`] does, and to remove expired items.
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
    /// A new, empty database in memory.
    ///
    /// # Panics
    ///
    /// If `SQLite` cannot allocate an empty database.
    #[must_use]
    pub fn memory() -> Self {
        let database = Database::memory().expect("an empty database fits in memory");
        Self { database, file: None }
    }

    /// The database kept in the file at `path`, which is created if it does not exist.
    ///
    /// # Errors
    ///
    /// If the path is not UTF-8, or the file cannot be created, read or is something else.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = absolute(path).map_err(|source| OpenError::new(path, source))?;
        let database = Database::new(&file).map_err(|source| OpenError::new(path, source))?;
        Ok(Self { database, file: Some(file.into()) })
    }

    /// A client on this database.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// The configuration of [`client`](Self::client), to be changed before it is built.
    #[must_use]
    pub fn config(&self) -> Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static(REGION))
            .endpoint_url(ENDPOINT)
            .allow_no_auth()
            .http_client(self.http_client())
    }

    /// A client for the streams of the tables in this database.
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

    /// What answers the requests, to be wrapped or given to another SDK client, such as the one of
    /// `aws-sdk-dynamodbstreams`.
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {
        connector::http_client(self.clone())
    }

    /// Deletes the items whose TTL has passed and says how many they were.
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

    /// Memory answers faster than a thread is changed; a file may wait for the disk.
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

/// `SQLite` gives names such as `:memory:`, `file:x` and the empty one a meaning of their own; an absolute
/// path has none.
fn absolute(path: &Path) -> std::io::Result<String> {
    let not_utf8 = |_| std::io::Error::new(std::io::ErrorKind::InvalidInput, "not UTF-8");
    std::path::absolute(path)?.into_os_string().into_string().map_err(not_utf8)
}

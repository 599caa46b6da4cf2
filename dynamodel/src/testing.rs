//! Scripted failures between an SDK client and its server.
//!
//! [`Faults`] wraps any HTTP client of the SDK, that of the embedded engine included. It fails, throttles, delays, hangs,
//! refuses connections, loses replies and leaves batches unprocessed, by operation, by count or at random from a seed. It
//! logs every attempt, retries included.
//!
//! # Test your own retry path
//!
//! ```
//! # #[cfg(feature = "embedded")]
//! # {
//! use dynamodel::embedded::Engine;
//! use dynamodel::testing::{Fault, Faults, When};
//! use dynamodel::{Entity, Error, Table, TableClient};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, Entity)]
//! #[key(pk = "page-{id}", sk = "_root")]
//! struct Page {
//!     id: u64,
//!     views: u64,
//! }
//!
//! #[derive(Table)]
//! #[table(name = "pages", type_attribute = "entity_type")]
//! enum Pages {
//!     Page(Page),
//! }
//!
//! /// The code to be tested: counts again only if the view was certainly not counted.
//! async fn count_view(table: &TableClient<Pages>, id: u64) -> Result<(), Error> {
//!     let count = || Page::update(id).add(Page::FIELDS.views, 1).send(table);
//!     match count().await {
//!         Err(error) if error.is_unreachable() => count().await,
//!         other => other,
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
//! let engine = Engine::memory();
//! let table = Pages::table(engine.client());
//! table.create().await?;
//! Page { id: 1, views: 0 }.create().send(&table).await?;
//!
//! // The SDK makes three attempts at a request.
//! let faults = Faults::new(engine.http_client()).on("UpdateItem", When::First(3), Fault::Refused);
//! count_view(&Pages::table(faults.client()), 1).await?;
//! assert_eq!(faults.operations(), ["UpdateItem"; 4]);
//!
//! faults.reset();
//! faults.on("UpdateItem", When::Nth(1), Fault::LostReply);
//! let error = count_view(&Pages::table(faults.client()), 1).await.unwrap_err();
//! assert!(error.is_outcome_unknown());
//! assert_eq!(faults.operations(), ["UpdateItem"], "it is not sent again");
//! assert_eq!(Page::get(1).send(&table).await?.map(|page| page.views), Some(2));
//! # Ok::<(), dynamodel::Error>(()) }).unwrap();
//! # }
//! ```

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, HttpClient, Region, SharedHttpClient};
use aws_sdk_dynamodb::{Client, Config};

use crate::client::track_attempts;

mod batch;
mod connector;
mod script;

pub use script::{Attempt, Fault, When};
use script::{Rule, Script};

/// An HTTP client that fails as scripted. Clones share the script and the log.
///
/// # Examples
///
/// With a real endpoint:
///
/// ```
/// # fn example(http_client: impl aws_sdk_dynamodb::config::HttpClient + 'static, config: aws_sdk_dynamodb::Config) {
/// use dynamodel::testing::{Fault, Faults, When};
///
/// let faults = Faults::new(http_client).on_any(When::Random { seed: 7, chance: 0.1 }, Fault::LostReply);
/// let client = aws_sdk_dynamodb::Client::from_conf(config.to_builder().http_client(faults.clone()).build());
/// # }
/// ```
#[derive(Clone)]
pub struct Faults {
    inner: SharedHttpClient,
    script: Arc<Mutex<Script>>,
}

impl Faults {
    /// Wraps an HTTP client. Nothing fails yet.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// let faults = dynamodel::testing::Faults::new(dynamodel::embedded::Engine::memory().http_client());
    /// ```
    pub fn new(inner: impl HttpClient + 'static) -> Self {
        Self { inner: SharedHttpClient::new(inner), script: Arc::default() }
    }

    /// Adds a fault at an operation, named as in `DynamoDB`'s API (`"PutItem"`). Attempts are counted for each
    /// operation. Of several faults that match an attempt, the one added first happens.
    ///
    /// Returns another handle on the same faults, so that calls can be chained.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// use dynamodel::testing::{Fault, When};
    ///
    /// faults
    ///     .on("PutItem", When::First(2), Fault::throttled())
    ///     .on("PutItem", When::Nth(3), Fault::LostReply)
    ///     .on("Query", When::Always, Fault::Hang);
    /// # }
    /// ```
    #[allow(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "it adds the fault")]
    pub fn on(&self, operation: impl Into<String>, when: When, fault: Fault) -> Self {
        self.rule(Some(operation.into()), when, fault)
    }

    /// Adds a fault at every attempt of an operation: [`on`](Self::on) with [`When::Always`].
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// faults.always("GetItem", dynamodel::testing::Fault::throttled());
    /// # }
    /// ```
    #[allow(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "it adds the fault")]
    pub fn always(&self, operation: impl Into<String>, fault: Fault) -> Self {
        self.on(operation, When::Always, fault)
    }

    /// Adds a fault for all operations. Attempts are counted over all operations.
    ///
    /// # Examples
    ///
    /// Each request of a function fails once:
    ///
    /// ```
    /// # async fn example(faults: dynamodel::testing::Faults, function: impl AsyncFn()) {
    /// use dynamodel::testing::{Fault, When};
    ///
    /// function().await;
    /// for n in 1..=faults.attempts().len() {
    ///     faults.reset();
    ///     faults.on_any(When::Nth(n), Fault::LostReply);
    ///     function().await;
    /// }
    /// # }
    /// ```
    #[allow(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "it adds the fault")]
    pub fn on_any(&self, when: When, fault: Fault) -> Self {
        self.rule(None, when, fault)
    }

    fn rule(&self, operation: Option<String>, when: When, fault: Fault) -> Self {
        self.script().rules.push(Rule { operation, when, fault });
        self.clone()
    }

    /// Returns every attempt so far, in order. Each retry of the SDK is an attempt.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// let lost = faults.attempts().iter().filter(|attempt| attempt.fault().is_some()).count();
    /// # }
    /// ```
    #[must_use]
    pub fn attempts(&self) -> Vec<Attempt> {
        self.script().attempts.clone()
    }

    /// Returns the operations of [`attempts`](Self::attempts).
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// assert_eq!(faults.operations(), ["GetItem", "TransactWriteItems"]);
    /// # }
    /// ```
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        self.script().attempts.iter().map(|attempt| attempt.operation().to_owned()).collect()
    }

    /// Removes all faults, clears the log and resets the counts.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// faults.reset();
    /// assert!(faults.attempts().is_empty());
    /// # }
    /// ```
    pub fn reset(&self) {
        *self.script() = Script::default();
    }

    /// Returns an SDK client behind the faults, with the SDK's standard retries. The HTTP client must accept any endpoint, as
    /// the embedded engine's does; see [`config`](Self::config).
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// let client: aws_sdk_dynamodb::Client = faults.client();
    /// # }
    /// ```
    #[must_use]
    pub fn client(&self) -> Client {
        self.client_with(RetryConfig::standard())
    }

    /// Returns an SDK client behind the faults, with other retries.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    ///
    /// let client = faults.client_with(RetryConfig::disabled());
    /// # }
    /// ```
    #[must_use]
    pub fn client_with(&self, retries: RetryConfig) -> Client {
        Client::from_conf(self.config().retry_config(retries).build())
    }

    /// Returns the configuration of [`client`](Self::client), for changes. It needs no credentials, and its endpoint does not
    /// exist: for a real endpoint, set the faults as `http_client` of its configuration. It
    /// [tracks attempts](crate::track_attempts).
    ///
    /// Each configuration has its own retry budget. By default the SDK shares one between all clients of the process, so that
    /// the failures of one test stop the retries of another.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(faults: dynamodel::testing::Faults) {
    /// use std::time::Duration;
    ///
    /// use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
    ///
    /// let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(2)).build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(faults.config().timeout_config(timeouts).build());
    /// # }
    /// ```
    #[must_use]
    pub fn config(&self) -> Builder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let partition = format!("dynamodel-faults-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("faults"))
            .endpoint_url("http://faults.invalid")
            .allow_no_auth()
            .retry_partition(RetryPartition::new(partition))
            .http_client(self.clone())
            .interceptor(track_attempts())
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        let attempts = script.attempts.len();
        f.debug_struct("Faults").field("rules", &script.rules).field("attempts", &attempts).finish()
    }
}

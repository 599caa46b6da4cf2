//! An HTTPS client for the SDK, which has none unless a feature brings one.
//!
//! It is rustls with `ring`, which builds in a tenth of the time of the SDK's own (`aws-lc`). Give it to the configuration
//! that `aws-config` reads from the environment:
//!
//! ```text
//! # Cargo.toml: aws-config is a crate of its own, and needs no client of its own here.
//! dynamodel = { .., features = ["https"] }
//! aws-config = { version = "1", default-features = false, features = ["credentials-process", "rt-tokio", "sso"] }
//! ```
//!
//! ```text
//! let config = aws_config::defaults(BehaviorVersion::latest()).http_client(dynamodel::https::client()).load().await;
//! let table = YouTube::table(dynamodel::aws::Client::new(&config));
//! ```

use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

/// Returns a client with the root certificates of the system and a pool of connections. Share it between the clients of a
/// program.
///
/// # Examples
///
/// ```
/// use dynamodel::aws::config::{BehaviorVersion, Region};
/// use dynamodel::aws::{Client, Config};
///
/// let config = Config::builder()
///     .behavior_version(BehaviorVersion::latest())
///     .region(Region::new("eu-central-1"))
///     .http_client(dynamodel::https::client());
/// let client = Client::from_conf(config.build());
/// # let _ = client;
/// ```
#[must_use]
pub fn client() -> SharedHttpClient {
    Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

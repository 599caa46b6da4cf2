//! Two Lambda functions on one table.
//!
//! - [`api`] returns the latest videos of a creator over HTTP (`src/bin/api.rs`).
//! - [`stream`] counts the videos of each creator from the stream of the table (`src/bin/stream.rs`).
//!
//! Without the environment of Lambda, each program sends itself sample events on an engine in the process:
//! `cargo run -p dynamodel-lambda-example --bin api`.

use aws_config::BehaviorVersion;

pub mod api;
pub mod model;
pub mod stream;

pub use model::Videos;

/// The state of a function. It is made once, at the cold start, so that later events reuse its connections.
pub type Table = dynamodel::TableClient<Videos>;

/// Returns `true` in the environment of Lambda.
#[must_use]
pub fn is_lambda() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// Returns the table that the variable `TABLE_NAME` names. The region and the credentials are those of the function.
///
/// # Errors
///
/// `TABLE_NAME` is not set.
pub async fn table() -> Result<Table, std::env::VarError> {
    let name = std::env::var("TABLE_NAME")?;
    let config = aws_config::defaults(BehaviorVersion::latest());
    let config = config.http_client(dynamodel::https::client()).load().await;
    Ok(Videos::table(dynamodel::aws::Client::new(&config)).named(name))
}

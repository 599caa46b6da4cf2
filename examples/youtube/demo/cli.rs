//! The command line, and the client for it.
#![allow(clippy::doc_markdown, reason = "the documentation is what `--help` prints")]

use std::error::Error;
use std::path::PathBuf;

use aws_config::{BehaviorVersion, ConfigLoader, Region};
use clap::Parser;
use dynamodel::aws::Client;
use dynamodel::aws::config::{Builder, Credentials, ProvideCredentials};

/// Runs the YouTube model: creates the table `entities`, loads users, videos and channels, runs
/// every query, and then changes things. Without options it all happens in memory, in this
/// process. A later run on the same table first undoes what this one has changed.
#[derive(Debug, Parser)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[command(name = "youtube")]
pub struct Cli {
    /// Print one JSON document and nothing else
    #[arg(long)]
    pub json: bool,
    /// Keep the data in this file
    #[arg(long, value_name = "PATH", group = "engine")]
    pub file: Option<PathBuf>,
    /// Use a server that speaks the DynamoDB API, such as DynamoDB Local
    #[arg(long, value_name = "URL", group = "engine")]
    pub endpoint: Option<String>,
    /// Use DynamoDB, with the credentials and region of the environment
    #[arg(long, group = "engine")]
    pub aws: bool,
    /// Keep the table at the end (default in a file, and where it was there before)
    #[arg(long, conflicts_with = "drop")]
    pub keep: bool,
    /// Drop the table at the end (default where this run has created it)
    #[arg(long)]
    pub drop: bool,
}

impl Cli {
    /// The client for the chosen engine.
    pub async fn client(&self) -> Result<Client, Box<dyn Error + Send + Sync>> {
        if let Some(path) = &self.file {
            return Ok(dynamodel::embedded::open(path)?);
        }
        if let Some(url) = &self.endpoint {
            return Ok(server(url).await);
        }
        if self.aws {
            return Ok(Client::new(&environment().load().await));
        }
        Ok(dynamodel::embedded::client())
    }

    /// Returns `true` if the table is dropped at the end.
    pub fn drops(&self, created: bool) -> bool {
        self.drop || (created && !self.keep && self.file.is_none())
    }
}

/// Starts with the configuration of the environment.
fn environment() -> ConfigLoader {
    aws_config::defaults(BehaviorVersion::latest()).http_client(dynamodel::https::client())
}

/// Returns a client for a local server, which needs a region and credentials but accepts any.
async fn server(url: &str) -> Client {
    let config = environment().endpoint_url(url).load().await;
    let provider = config.credentials_provider();
    let known = match &provider {
        Some(provider) => provider.provide_credentials().await.is_ok(),
        None => false,
    };
    let mut builder = Builder::from(&config);
    if !known {
        builder = builder.credentials_provider(Credentials::new("local", "local", None, None, "youtube"));
    }
    if config.region().is_none() {
        builder = builder.region(Region::new("us-east-1"));
    }
    Client::from_conf(builder.build())
}

//! Repositories with issues, pull requests and stars: `cargo run --example github`.
//!
//! One request reads a parent with its newest children (a collection).
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]
#![allow(
    clippy::duplicated_attributes,
    reason = "a repository has the same key in the table and in the index"
)]

mod data;
mod model;
mod queries;
mod report;

use std::io::Write as _;

use clap::Parser;
use model::GitHub;
use queries::Document;

/// Runs the GitHub model in memory, in this process: creates the table, loads two repositories, and reads the pages
/// of one of them.
#[derive(Debug, Parser)]
#[allow(clippy::doc_markdown, reason = "the documentation is what `--help` prints")]
#[command(name = "github")]
struct Cli {
    /// Print one JSON document and nothing else
    #[arg(long)]
    json: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cli = Cli::parse();
    let table = GitHub::table(dynamodel::embedded::client());
    table.create().await?;
    data::load(&table).await?;
    let answers = queries::run(&table).await?;
    let mut out = std::io::stdout().lock();
    if cli.json {
        writeln!(out, "{}", serde_json::to_string(&Document::from(&answers))?)?;
    } else {
        write!(out, "{answers}")?;
    }
    Ok(())
}

//! The `YouTube` model, end to end: `cargo run --example youtube`.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod cli;
mod data;
mod growth;
mod model;
mod orphans;
mod places;
mod queries;
mod report;
mod subscriptions;
mod videos;

use std::error::Error;
use std::io::Write as _;

use clap::Parser as _;
use cli::Cli;
use dynamodel::TableClient;
use growth::Growth;
use model::YouTube;
use queries::{Answers, Document};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let cli = Cli::parse();
    let table = YouTube::table(cli.client().await?);
    let created = !table.exists().await?;
    if created {
        table.create().await?;
    }
    let answers = run(&table).await;
    // Whatever went wrong, what this run has created does not stay behind unasked.
    if cli.drops(created) {
        table.delete().await?;
    }
    let (answers, growth) = answers?;
    let mut out = std::io::stdout().lock();
    if cli.json {
        writeln!(out, "{}", serde_json::to_string(&Document::new(&answers, &growth))?)?;
    } else {
        write!(out, "{answers}{growth}")?;
    }
    Ok(())
}

async fn run(table: &TableClient<YouTube>) -> Result<(Answers, Growth), Box<dyn Error + Send + Sync>> {
    data::load(table).await?;
    Ok((queries::run(table).await?, growth::run(table).await?))
}

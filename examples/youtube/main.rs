//! The `YouTube` model, end to end: `cargo run --example youtube`.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod cli;
mod data;
mod model;
mod queries;
mod report;

use std::io::Write as _;

use clap::Parser as _;
use cli::Cli;
use model::YouTube;
use queries::{Answers, Document};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
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
    let answers = answers?;
    let mut out = std::io::stdout().lock();
    if cli.json {
        writeln!(out, "{}", serde_json::to_string(&Document::from(&answers))?)?;
    } else {
        write!(out, "{answers}")?;
    }
    Ok(())
}

async fn run(table: &dynamodel::TableClient<YouTube>) -> Result<Answers, dynamodel::Error> {
    data::load(table).await?;
    queries::run(table).await
}

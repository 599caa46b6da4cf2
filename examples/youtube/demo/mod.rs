//! Runs every query and every action once, and prints what they return and cost.

mod answers;
mod cli;
mod data;
mod diary;
mod orphans;
mod report;
mod story;
mod undo;

use std::error::Error;
use std::io::Write as _;

use clap::Parser as _;
use dynamodel::TableClient;

use super::actions::{changes, places, subscriptions, users, videos};
use super::model::YouTube;
use super::{model, queries};
use answers::{Answers, Document};
use cli::Cli;
use story::Story;

pub async fn run() -> Result<(), Box<dyn Error + Send + Sync>> {
    let cli = Cli::parse();
    let table = YouTube::table(cli.client().await?);
    let created = !table.exists().await?;
    if created {
        table.create().await?;
    }
    let results = results(&table).await;
    // A failed run does not leave its table behind either.
    if cli.drops(created) {
        table.delete().await?;
    }
    let (answers, story) = results?;
    let mut out = std::io::stdout().lock();
    if cli.json {
        writeln!(out, "{}", serde_json::to_string(&Document::new(&answers, &story))?)?;
    } else {
        write!(out, "{answers}{story}")?;
    }
    Ok(())
}

async fn results(table: &TableClient<YouTube>) -> Result<(Answers, Story), Box<dyn Error + Send + Sync>> {
    data::load(table).await?;
    Ok((answers::run(table).await?, story::run(table).await?))
}

//! A table that a Python program filled, adopted and moved: `cargo run --example adopt`.
//!
//! `items.json` is such a table: `PynamoDB` wrote it. Ids have their prefix inside the attribute, times have six digits
//! and `+0000`, lists are sorted by the text of a float, and only some items have a type.
//!
//! Read [`steps::old`], the model of that table, and then the [steps](steps): each is a module of its own.
#![allow(unreachable_pub, reason = "the model reads as it would in a library")]

mod steps;

use std::error::Error;
use std::io::Write as _;

use dynamodel::embedded;
use steps::old::PythonTable;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let table = PythonTable::table(embedded::client());
    table.create().await?;
    steps::fixture::load(&table).await?;
    let report = steps::run(&table).await?;
    write!(std::io::stdout().lock(), "{report}")?;
    Ok(())
}

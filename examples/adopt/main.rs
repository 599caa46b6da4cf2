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
use steps::both::Tables;
use steps::fixture;
use steps::new::YouTube;
use steps::old::PythonTable;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let client = embedded::client();
    let old = PythonTable::table(client.clone());
    old.create().await?;
    fixture::load(&old).await?;
    let new = YouTube::table(client).named("youtube");
    let report = steps::run(&Tables { old: &old, new: &new }).await?;
    write!(std::io::stdout().lock(), "{report}")?;
    Ok(())
}

//! The steps from a foreign table to a table of one's own.
//!
//! 1. [`read`]: the audit, and every item through the model.
//! 2. [`lists`]: the queries of the Python program.
//! 3. [`write`]: new items and changes in the layout of the Python program.
//! 4. [`migrate`]: all items in the layout of the example `youtube`, in another table.
//! 5. [`switch`]: reads from that table, and the way back.
//!
//! Each step can be interrupted at any request and started again: it ends in the same tables.

pub mod both;
pub mod convert;
pub mod fixture;
pub mod lists;
pub mod migrate;
#[path = "../../youtube/model.rs"]
#[allow(dead_code, reason = "that example's own")]
pub mod new;
pub mod old;
pub mod python;
#[path = "../../youtube/queries.rs"]
#[allow(dead_code, reason = "that example's own")]
pub mod queries;
pub mod read;
pub mod report;
pub mod switch;
pub mod write;

use std::error::Error;

use both::Tables;
use new as model;
use report::Report;

pub type Failure = Box<dyn Error + Send + Sync>;

/// Runs all steps. The old table is the Python program's, and the new one need not exist.
pub async fn run(tables: &Tables<'_>) -> Result<Report, Failure> {
    let mut report = Report::default();
    read::step(tables.old, &mut report).await?;
    lists::step(tables.old, &mut report).await?;
    write::step(tables.old, &mut report).await?;
    migrate::step(tables, &mut report).await?;
    switch::step(tables, &mut report).await?;
    Ok(report)
}

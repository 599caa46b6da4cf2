//! The steps from a foreign table to a table of one's own.
//!
//! 1. [`read`]: the audit, and every item through the model.
//! 2. [`lists`]: the queries of the Python program.
//! 3. [`write`]: new items and changes in the layout of the Python program.
//!
//! Each step can be interrupted at any request and started again: it ends in the same tables.

pub mod fixture;
mod forms;
pub mod lists;
pub mod old;
pub mod read;
pub mod report;
pub mod write;

use std::error::Error;

use dynamodel::TableClient;

use old::PythonTable;
use report::Report;

pub type Failure = Box<dyn Error + Send + Sync>;

/// Runs all steps on the table of the Python program.
pub async fn run(table: &TableClient<PythonTable>) -> Result<Report, Failure> {
    let mut report = Report::default();
    read::step(table, &mut report).await?;
    lists::step(table, &mut report).await?;
    write::step(table, &mut report).await?;
    Ok(report)
}

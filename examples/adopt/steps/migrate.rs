//! Step 4: the items move to the layout of the example `youtube`, while both programs write.

use std::sync::{Arc, Mutex, PoisonError};

use dynamodel::op::{Migration, MigrationReport};
use dynamodel::{Error, TableClient};
use jiff::Timestamp;

use super::both::Tables;
use super::new::YouTube;
use super::old::{PythonTable, Video};
use super::report::Report;
use super::write::unless_exists;
use super::{Failure, convert, python};

/// A video that is uploaded to both tables, and one that is renamed in both.
const UPLOADED: u64 = 11;
const RENAMED: u64 = 7;
const TITLE: &str = "video7, again";

/// Returns the migration. It counts places first, because no item of the old table has that number.
pub async fn migration(
    old: &TableClient<PythonTable>,
    new: &TableClient<YouTube>,
) -> Result<Migration<PythonTable, YouTube>, Error> {
    let places = convert::places(old).await?;
    Ok(old.migrate(new, move |item| convert::forward(item, &places)))
}

/// Migrates all items. Returns the report, and a line for each page.
async fn run(migration: Migration<PythonTable, YouTube>) -> Result<(MigrationReport, Vec<String>), Error> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let progress = Arc::clone(&lines);
    let migration = migration.page_size(10).progress(move |report| {
        // A service would save `report.cursor` too, and continue there.
        progress.lock().unwrap_or_else(PoisonError::into_inner).push(report.to_string());
    });
    let report = migration.send().await?;
    let lines = std::mem::take(&mut *lines.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((report, lines))
}

pub async fn step(tables: &Tables<'_>, report: &mut Report) -> Result<(), Failure> {
    let Tables { old, new } = tables;
    report.step("Migrate to another layout");
    if !new.exists().await? {
        new.create().await?;
    }
    unless_exists(tables.upload(&uploaded()).await)?;
    report.found(format!("writes go to both tables now: video {UPLOADED} is uploaded to both"));

    let (done, progress) = run(migration(old, new).await?).await?;
    for line in progress {
        report.found(format!("progress: {line}"));
    }
    report.found(format!("complete: {}", done.is_complete()));

    let video = Video::get(RENAMED).consistent().required().send(old).await?;
    if video.video_title != TITLE {
        tables.rename(&video, TITLE).await?;
    }
    report.found(format!("video {RENAMED} is renamed in both tables"));

    // The Python program knows only one of them.
    python::rename(old, python::RENAMED, python::TITLE).await?;
    let stale = migration(old, new).await?.dry_run().send().await?;
    report.found(format!("video {} is renamed by the Python program, dry run: {stale}", python::RENAMED));
    migration(old, new).await?.send().await?;
    let verified = migration(old, new).await?.dry_run().send().await?;
    report.found(format!("migrated again, dry run: {verified}"));
    let audit = new.audit().send().await?;
    report.found(format!("audit of the new table: {} items, {} with findings", audit.scanned, audit.differs));
    Ok(())
}

/// Returns the video that the step uploads.
fn uploaded() -> Video {
    Video {
        video_id: UPLOADED,
        video_title: format!("video{UPLOADED}"),
        // 2020-02-12T00:00:00Z
        created_at: Timestamp::constant(1_581_465_600, 0),
        creator_id: 2,
    }
}

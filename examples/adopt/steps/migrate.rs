//! Step 4: writes go to another table too, in the layout of the example `youtube`.

use jiff::Timestamp;

use super::Failure;
use super::both::Tables;
use super::old::Video;
use super::report::Report;
use super::write::unless_exists;

/// A video that is uploaded to both tables, and one that is renamed in both.
const UPLOADED: u64 = 11;
const RENAMED: u64 = 7;
const TITLE: &str = "video7, again";

pub async fn step(tables: &Tables<'_>, report: &mut Report) -> Result<(), Failure> {
    let Tables { old, new } = tables;
    report.step("Migrate to another layout");
    if !new.exists().await? {
        new.create().await?;
    }
    unless_exists(tables.upload(&uploaded()).await)?;
    report.found(format!("writes go to both tables now: video {UPLOADED} is uploaded to both"));

    let video = Video::get(RENAMED).consistent().required().send(old).await?;
    if video.video_title != TITLE {
        tables.rename(&video, TITLE).await?;
    }
    report.found(format!("video {RENAMED} is renamed in both tables"));

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

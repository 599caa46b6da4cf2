//! Step 3: writes in the layout of the Python program, which keeps reading and writing the table.
//!
//! The program writes one row after another. Here, a value and all its rows are written in one transaction.

use dynamodel::{Entity as _, Error, TableClient, Transaction, transact};
use jiff::Timestamp;

use super::Failure;
use super::old::{ChannelVideo, PythonTable, User, UserChannel, UserVideo, Video};
use super::report::Report;

/// A video that is uploaded here.
pub const UPLOADED: u64 = 10;
/// A video that is renamed here.
pub const RENAMED: u64 = 5;
pub const TITLE: &str = "video5, the director's cut";

/// Stores a new video and its row in the list of its creator.
///
/// The row of another video at the same instant is not replaced, as the Python program does. The error
/// [is "already exists"](Error::is_already_exists).
pub async fn upload(table: &TableClient<PythonTable>, video: &Video) -> Result<(), Error> {
    let creator = User::get(video.creator_id).must_exist();
    transact((creator, video.create(), UserVideo::from(video).create())).send(table).await.map(drop)
}

/// Sets the title of a video in all its rows, if it still has the title that was loaded.
pub async fn rename(table: &TableClient<PythonTable>, video: &Video, title: &str) -> Result<(), Error> {
    let places = places(table, video).await?;
    rename_rows(video, &places, title).send(table).await.map(drop)
}

/// Returns the transaction that renames a video and its rows.
pub fn rename_rows(video: &Video, places: &[ChannelVideo], title: &str) -> Transaction<PythonTable> {
    let renamed = video.update().set(Video::FIELDS.video_title, title);
    let renamed = renamed.condition(Video::FIELDS.video_title.eq(&video.video_title));
    let row = UserVideo::from(video).update().set(UserVideo::FIELDS.video_title, title);
    let mut transaction = Transaction::new().and(renamed).and(row);
    transaction
        .extend(places.iter().map(|place| place.update().set(ChannelVideo::FIELDS.video_title, title)));
    transaction
}

/// Returns the rows of a video in the channels of its creator. No key leads from a video to its channels.
pub async fn places(table: &TableClient<PythonTable>, video: &Video) -> Result<Vec<ChannelVideo>, Error> {
    let mut places = Vec::new();
    for channel in UserChannel::by_creator(video.creator_id).consistent().all(table).await? {
        let place = ChannelVideo::get(channel.channel_id, &video.created_at);
        let place = place.consistent().send(table).await?;
        // Another video of the same instant may have the row.
        places.extend(place.filter(|place| place.video_id == video.video_id));
    }
    Ok(places)
}

/// Returns the video that the step uploads.
pub fn uploaded() -> Video {
    Video {
        video_id: UPLOADED,
        video_title: "video10".to_owned(),
        // 2020-02-11T00:00:00.25Z
        created_at: Timestamp::constant(1_581_379_200, 250_000_000),
        creator_id: 3,
    }
}

pub async fn step(table: &TableClient<PythonTable>, report: &mut Report) -> Result<(), Failure> {
    report.step("Write in the same layout");
    unless_exists(upload(table, &uploaded()).await)?;
    report.found(format!("video {UPLOADED} is uploaded, with its row in the list of user 3"));
    let video = Video::get(RENAMED).consistent().required().send(table).await?;
    // A run that was interrupted may have renamed it.
    if video.video_title != TITLE {
        rename(table, &video, TITLE).await?;
    }
    let places = places(table, &video).await?.len();
    report
        .found(format!("video {RENAMED} has a new title, with its row in the list and {places} in channels"));
    Ok(())
}

/// Accepts that an earlier run has created the items.
pub fn unless_exists(created: Result<(), Error>) -> Result<(), Error> {
    created.or_else(|error| if error.is_already_exists() { Ok(()) } else { Err(error) })
}

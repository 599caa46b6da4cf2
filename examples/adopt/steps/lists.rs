//! Step 2: the queries of the Python program.

use dynamodel::{Error, TableClient};
use jiff::Timestamp;

use super::Failure;
use super::old::{ChannelVideo, PythonTable, UserChannel, UserVideo};
use super::report::Report;

/// Returns up to `limit` videos of a user, newest first.
pub async fn videos_of_user(
    table: &TableClient<PythonTable>,
    user_id: u64,
    limit: usize,
) -> Result<Vec<UserVideo>, Error> {
    UserVideo::by_creator(user_id).rev().take(limit).all(table).await
}

/// Returns the videos that a user has uploaded from one time to another, the latter excluded.
pub async fn videos_between(
    table: &TableClient<PythonTable>,
    user_id: u64,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<UserVideo>, Error> {
    UserVideo::by_creator(user_id).range(from..to).all(table).await
}

/// Returns up to `limit` channels of a user, newest first.
pub async fn channels_of_user(
    table: &TableClient<PythonTable>,
    user_id: u64,
    limit: usize,
) -> Result<Vec<UserChannel>, Error> {
    UserChannel::by_creator(user_id).rev().take(limit).all(table).await
}

/// Returns up to `limit` videos of a channel, newest first.
pub async fn videos_in_channel(
    table: &TableClient<PythonTable>,
    channel_id: u64,
    limit: usize,
) -> Result<Vec<ChannelVideo>, Error> {
    ChannelVideo::in_channel(channel_id).rev().take(limit).all(table).await
}

pub async fn step(table: &TableClient<PythonTable>, report: &mut Report) -> Result<(), Failure> {
    report.step("List, newest first");
    let latest = videos_of_user(table, 3, 3).await?;
    report.found(format!("the latest videos of user 3: {:?}", ids(&latest, |row| row.video_id)));
    let (from, to) = ("2020-02-06T00:00:00Z".parse()?, "2020-02-08T00:00:00Z".parse()?);
    let some = videos_between(table, 3, from, to).await?;
    report.found(format!("her videos from February 6 to 7: {:?}", ids(&some, |row| row.video_id)));
    let channels = channels_of_user(table, 3, 10).await?;
    report.found(format!("her channels: {:?}", ids(&channels, |row| row.channel_id)));
    let in_channel = videos_in_channel(table, 1, 10).await?;
    report.found(format!("the videos of channel 1: {:?}", ids(&in_channel, |row| row.video_id)));
    Ok(())
}

fn ids<R>(rows: &[R], id: fn(&R) -> u64) -> Vec<u64> {
    rows.iter().map(id).collect()
}

//! Reads: a function for each question that the application asks, each answered by one request.

use dynamodel::{Error, TableClient};

use super::model::{Channel, ChannelCard, ChannelVideo, User, Video, VideoCard, YouTube};

/// Returns a user.
pub async fn user(table: &TableClient<YouTube>, user_id: u64) -> Result<Option<User>, Error> {
    User::get(user_id).send(table).await
}

/// Returns the card of a video. The return type selects the projection.
pub async fn video(table: &TableClient<YouTube>, video_id: u64) -> Result<Option<VideoCard>, Error> {
    Video::get(video_id).project().send(table).await
}

/// Returns the card of a channel.
pub async fn channel(table: &TableClient<YouTube>, channel_id: u64) -> Result<Option<ChannelCard>, Error> {
    Channel::get(channel_id).project().send(table).await
}

/// Returns up to `limit` videos that a user has uploaded, newest first.
pub async fn videos_of_user(
    table: &TableClient<YouTube>,
    user_id: u64,
    limit: usize,
) -> Result<Vec<VideoCard>, Error> {
    Video::by_creator(user_id).project::<VideoCard>().rev().take(limit).all(table).await
}

/// Returns up to `limit` channels of a user, newest first.
pub async fn channels_of_user(
    table: &TableClient<YouTube>,
    user_id: u64,
    limit: usize,
) -> Result<Vec<ChannelCard>, Error> {
    Channel::by_creator(user_id).project::<ChannelCard>().rev().take(limit).all(table).await
}

/// Returns up to `limit` videos of a channel, newest first.
pub async fn videos_in_channel(
    table: &TableClient<YouTube>,
    channel_id: u64,
    limit: usize,
) -> Result<Vec<ChannelVideo>, Error> {
    ChannelVideo::in_channel(channel_id).rev().take(limit).all(table).await
}

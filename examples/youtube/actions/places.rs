//! Putting videos into channels.
//!
//! Problem: a place repeats the title and the creator of its video, and both can change at the same moment. The
//! transaction therefore requires that the video still has the values that were loaded. It also counts the places
//! of the video: [`changes`](super::changes) needs that number.

use dynamodel::{Entity as _, Error, TableClient, transact};

use super::model::{Channel, ChannelVideo, Video, YouTube};

/// The greatest number of channels that a video can be in. A change of all its places is one transaction, which
/// takes 100 items.
pub const MAX_PLACES: u64 = 90;

/// Adds a video to a channel of its creator.
///
/// If a requirement fails, [`Error::entity`] names the item: the channel is not the creator's, the video has changed
/// since it was loaded, or it is in [`MAX_PLACES`] channels.
pub async fn add(table: &TableClient<YouTube>, channel_id: u64, video: &Video) -> Result<(), Error> {
    let place = ChannelVideo::new(channel_id, video).create();
    let channel = Channel::get(channel_id).must(Channel::FIELDS.creator_id.eq(video.creator_id));
    let fields = Video::FIELDS;
    let count = Video::update(video.video_id)
        .add(fields.places, 1)
        .condition(fields.places.lt(MAX_PLACES))
        .condition(fields.video_title.eq(&video.video_title))
        .condition(fields.created_at.eq(video.created_at))
        .condition(fields.creator_id.eq(video.creator_id));
    transact((place, channel, count)).send(table).await.map(drop)
}

/// Removes a video from a channel. Fails with [`is_not_found`](Error::is_not_found) if it is not in there.
pub async fn remove(table: &TableClient<YouTube>, channel_id: u64, video: &Video) -> Result<(), Error> {
    let place = ChannelVideo::delete(channel_id, &video.created_at, video.video_id).must_exist();
    let count = Video::update(video.video_id).subtract(Video::FIELDS.places, 1);
    transact((place, count)).send(table).await.map(drop)
}

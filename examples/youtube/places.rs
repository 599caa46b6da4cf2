//! The places of videos in channels.
//!
//! They are found from a video through an index, which follows the table a moment later. So a video counts its
//! places in the transactions that add and remove them, and what has to reach all of them makes its count a
//! condition: as many places as were found, each of which must exist, are all there are.

use std::time::Duration;

use dynamodel::{Condition, Entity as _, Error, Key, TableClient, Transaction, transact};

use super::model::{Channel, ChannelVideo, Video, YouTube};

/// A transaction takes 100 items: so many places, the video with its copies, and what is checked.
pub const MAX_PLACES: u64 = 90;

/// How often a change is tried where the index or the video that was loaded is out of date.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(20);

/// Adds a video to a channel of the same user.
///
/// Otherwise the error is about the [entity](Error::entity) that is missing or does not [fulfil](Error::is_condition_failed)
/// this: the channel is that user's, the video is as it was loaded, since a place repeats what it says, and it is
/// not in [too many](MAX_PLACES) channels.
pub async fn add(table: &TableClient<YouTube>, channel_id: u64, video: &Video) -> Result<(), Error> {
    let place = ChannelVideo::new(channel_id, video);
    let channel = Channel::get(channel_id).must(Channel::FIELDS.creator_id.eq(video.creator_id));
    let fields = Video::FIELDS;
    let counted = Video::update(video.video_id)
        .add(fields.places, 1)
        .condition(fields.places.lt(MAX_PLACES))
        .condition(fields.video_title.eq(&video.video_title))
        .condition(fields.created_at.eq(video.created_at))
        .condition(fields.creator_id.eq(video.creator_id));
    transact((place.create(), channel, counted)).send(table).await.map(drop)
}

/// Takes a video out of a channel; the error [says](Error::is_not_found) if it has no place there.
pub async fn remove(table: &TableClient<YouTube>, channel_id: u64, video: &Video) -> Result<(), Error> {
    let place = ChannelVideo::delete(channel_id, video.created_at, video.video_id).must_exist();
    let counted = Video::update(video.video_id).subtract(Video::FIELDS.places, 1);
    transact((place, counted)).send(table).await.map(drop)
}

/// The condition on a video that these are all of its places, if each of them must exist too.
pub fn are_all(places: &[Key<ChannelVideo>]) -> Condition<Video> {
    Video::FIELDS.places.eq(places.len() as u64)
}

/// Sends what `change` makes of a video and its places, which says that they [`are_all`].
///
/// A place that is not in the index yet, and a view or a place that is counted meanwhile, are no reason to give up.
/// A title or an owner that is not the one that was loaded is: the error is the
/// [conflict](Error::is_version_conflict). An index that stays behind for longer is a failed condition of the video, or
/// a place that is not found.
pub async fn change<F>(table: &TableClient<YouTube>, loaded: &Video, change: F) -> Result<(), Error>
where
    F: Fn(&Video, &[Key<ChannelVideo>]) -> Transaction<YouTube>,
{
    let (mut video, mut attempt) = (loaded.clone(), 1);
    loop {
        let places = ChannelVideo::of_video(video.video_id).keys().all(table).await?;
        match change(&video, &places).send(table).await {
            Err(error) if attempt < ATTEMPTS && is_out_of_date(&error) => {}
            sent => return sent,
        }
        tokio::time::sleep(PAUSE * attempt).await;
        attempt += 1;
        match Video::get(video.video_id).consistent().send(table).await? {
            Some(now) if reads_as(&now, loaded) => video = now,
            // What was loaded is no more, and its version says so.
            _ => return change(loaded, &places).send(table).await,
        }
    }
}

/// Whether nothing was written because the video or its places are not as they were found.
fn is_out_of_date(error: &Error) -> bool {
    let out_of_date = match error.entity() {
        Some("Video") => error.is_version_conflict() || error.is_condition_failed(),
        Some("ChannelVideo") => error.is_not_found(),
        _ => false,
    };
    out_of_date && !error.is_outcome_unknown()
}

fn reads_as(video: &Video, other: &Video) -> bool {
    (&video.video_title, video.creator_id) == (&other.video_title, other.creator_id)
}

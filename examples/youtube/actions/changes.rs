//! Renaming, giving away and deleting a video that is in many channels.
//!
//! Problem: the places of a video are found through a global index, which may not show the newest ones. A change
//! that relies on the index alone would miss them. Here, the transaction requires that each place from the index
//! exists, and that the video counts as many. If both hold, no place is missing. If not, nothing is written, and
//! [`change_all`] reads the index again.

use std::time::Duration;

use dynamodel::{Entity as _, Error, Key, TableClient, Transaction, expr::Condition};

use super::model::{ChannelVideo, User, Video, YouTube};

/// Sets the title of a video, of its copy and of its places.
///
/// If somebody else has renamed or given away the video since it was loaded, the error
/// [is a version conflict](Error::is_version_conflict).
pub async fn rename(table: &TableClient<YouTube>, video: &Video, title: &str) -> Result<(), Error> {
    change_all(table, video, |video, places| {
        let renamed = video.update().set(Video::FIELDS.video_title, title).condition(are_all(places));
        let mut transaction = Transaction::new().and(renamed);
        for place in places {
            transaction.push(place.update().set(ChannelVideo::FIELDS.video_title, title));
        }
        transaction
    })
    .await
}

/// Gives a video to another user, and removes it from the channels of its creator.
pub async fn give(table: &TableClient<YouTube>, video: &Video, to: u64) -> Result<(), Error> {
    change_all(table, video, |video, places| {
        let given = video.update().set(Video::FIELDS.creator_id, to).set(Video::FIELDS.places, 0);
        let given = given.condition(are_all(places));
        let mut transaction = Transaction::new().and(User::get(to).must_exist()).and(given);
        transaction.extend(places.iter().map(|place| place.delete().must_exist()));
        transaction
    })
    .await
}

/// Deletes a video, its copy and its places.
pub async fn delete(table: &TableClient<YouTube>, video: &Video) -> Result<(), Error> {
    change_all(table, video, |video, places| {
        let deleted = video.delete().must_exist().condition(are_all(places));
        let mut transaction = Transaction::new().and(deleted);
        transaction.extend(places.iter().map(|place| place.delete().must_exist()));
        transaction
    })
    .await
}

/// Requires that the video is in as many channels as `places` has.
fn are_all(places: &[Key<ChannelVideo>]) -> Condition<Video> {
    Video::FIELDS.places.eq(places.len() as u64)
}

const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(20);

/// Sends the transaction that `build` makes of a video and its places.
///
/// Tries again while the index is behind, or if a view or a place was counted meanwhile. Another title or creator is
/// a conflict: the caller has to decide again.
async fn change_all<F>(table: &TableClient<YouTube>, loaded: &Video, build: F) -> Result<(), Error>
where
    F: Fn(&Video, &[Key<ChannelVideo>]) -> Transaction<YouTube>,
{
    let mut video = loaded.clone();
    let mut attempt = 1;
    loop {
        let places = ChannelVideo::of_video(video.video_id).keys().all(table).await?;
        match build(&video, &places).send(table).await {
            Err(error) if attempt < ATTEMPTS && is_outdated(&error) => {}
            result => return result,
        }
        tokio::time::sleep(PAUSE * attempt).await;
        attempt += 1;
        match Video::get(video.video_id).consistent().send(table).await? {
            Some(current) if has_same_title_and_creator(&current, loaded) => video = current,
            // The loaded version is no longer stored, so this fails with the right error.
            _ => return build(loaded, &places).send(table).await,
        }
    }
}

/// Returns `true` if nothing was written because the video or its places have changed since they were read.
fn is_outdated(error: &Error) -> bool {
    let is_outdated = match error.entity() {
        Some("Video") => error.is_version_conflict() || error.is_condition_failed(),
        Some("ChannelVideo") => error.is_not_found(),
        _ => false,
    };
    is_outdated && !error.is_outcome_unknown()
}

fn has_same_title_and_creator(video: &Video, other: &Video) -> bool {
    video.video_title == other.video_title && video.creator_id == other.creator_id
}

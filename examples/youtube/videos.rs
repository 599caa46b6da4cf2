//! What happens to a video. Its copy and its places follow in the same transaction.

use dynamodel::{Entity as _, Error, TableClient, Transaction, transact};

use super::model::{ChannelVideo, User, Video, YouTube};
use super::places::{self, are_all};

/// Only who has signed up can upload.
pub async fn upload(table: &TableClient<YouTube>, video: &Video) -> Result<(), Error> {
    transact((User::get(video.creator_id).must_exist(), video.create())).send(table).await.map(drop)
}

/// Counts a view, without reading the video: one request that writes one item.
pub async fn view(table: &TableClient<YouTube>, video_id: u64) -> Result<(), Error> {
    Video::update(video_id).add(Video::FIELDS.views, 1).send(table).await
}

/// Of two that rename the video they have loaded, one is told of the [conflict](Error::is_version_conflict).
pub async fn rename(table: &TableClient<YouTube>, video: &Video, title: &str) -> Result<(), Error> {
    places::change(table, video, |video, places| {
        let renamed = video.update().set(Video::FIELDS.video_title, title).condition(are_all(places));
        let mut renaming = Transaction::new().and(renamed);
        renaming
            .extend(places.iter().map(|place| place.update().set(ChannelVideo::FIELDS.video_title, title)));
        renaming
    })
    .await
}

/// Gives the video to another user. Its places go: they are in channels of the user who had it.
pub async fn give(table: &TableClient<YouTube>, video: &Video, to: u64) -> Result<(), Error> {
    places::change(table, video, |video, places| {
        let given = video.update().set(Video::FIELDS.creator_id, to).set(Video::FIELDS.places, 0);
        let given = given.condition(are_all(places));
        let mut giving = Transaction::new().and(User::get(to).must_exist()).and(given);
        giving.extend(places.iter().map(|place| place.delete().must_exist()));
        giving
    })
    .await
}

/// Deletes the video, and its places with it.
pub async fn delete(table: &TableClient<YouTube>, video: &Video) -> Result<(), Error> {
    places::change(table, video, |video, places| {
        let mut deletion = Transaction::new().and(video.delete().must_exist().condition(are_all(places)));
        deletion.extend(places.iter().map(|place| place.delete().must_exist()));
        deletion
    })
    .await
}

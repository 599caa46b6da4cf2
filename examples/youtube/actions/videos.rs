//! Uploading and watching.

use dynamodel::{Entity as _, Error, TableClient, transact};

use super::model::{User, Video, YouTube};

/// Stores a new video and its copy in the list of its creator.
///
/// Problem: the creator may not exist, or may be deleted meanwhile. The check and the writes are one transaction.
pub async fn upload(table: &TableClient<YouTube>, video: &Video) -> Result<(), Error> {
    let creator = User::get(video.creator_id).must_exist();
    transact((creator, video.create())).send(table).await.map(drop)
}

/// Counts a view.
///
/// Problem: many people watch at the same moment. `add` is one request that reads nothing, so no view conflicts
/// with another.
pub async fn view(table: &TableClient<YouTube>, video_id: u64) -> Result<(), Error> {
    Video::update(video_id).add(Video::FIELDS.views, 1).send(table).await
}

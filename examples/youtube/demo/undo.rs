//! Resets the table for the next run.

use dynamodel::{Error, TableClient};

use super::data::{self, ALICE, BOB, CATHY, CHANNEL, GUEST, RENAMED};
use super::model::{Video, YouTube};
use super::{changes, subscriptions};

/// Undoes what [`story`](super::story) did in an earlier run on this table. Leaves all other items as they are.
pub async fn undo(table: &TableClient<YouTube>) -> Result<(), Error> {
    if let Some(video) = Video::get(GUEST).consistent().send(table).await? {
        changes::delete(table, &video).await?;
    }
    for user_id in [ALICE, BOB] {
        let undone = subscriptions::unsubscribe(table, user_id, CHANNEL).await;
        undone.or_else(|error| if error.is_not_found() { Ok(()) } else { Err(error) })?;
    }
    if let Some(video) = Video::get(RENAMED).consistent().send(table).await? {
        changes::rename(table, &video, &data::video(RENAMED, CATHY).video_title).await?;
        Video::update(RENAMED).set(Video::FIELDS.views, 0).send(table).await?;
    }
    Ok(())
}

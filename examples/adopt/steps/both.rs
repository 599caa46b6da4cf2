//! Writes that go to both tables.
//!
//! Each is one transaction, so no reader sees one table before and the other after the write. It works before, during and
//! after the migration: an item that has not been migrated is created. The migration checks that its source is unchanged, so
//! it does not overwrite a later value.

use dynamodel::op::{On, Put};
use dynamodel::{Entity as _, Error, TableClient};

use super::new::{self, YouTube};
use super::old::{ChannelVideo, PythonTable, User, UserVideo, Video};
use super::{convert, write};

/// Data in two layouts.
pub struct Tables<'t> {
    pub old: &'t TableClient<PythonTable>,
    pub new: &'t TableClient<YouTube>,
}

/// How often a write is planned if the migration writes the same video meanwhile.
const ATTEMPTS: usize = 8;

impl Tables<'_> {
    /// Stores a new video in both tables. The creator may not be in the new one yet.
    pub async fn upload(&self, video: &Video) -> Result<(), Error> {
        let created = convert::video(video.clone(), 0).create().on(self.new);
        let mut transaction = dynamodel::Transaction::new().and(User::get(video.creator_id).must_exist());
        transaction.push(video.create());
        transaction.push(UserVideo::from(video).create());
        transaction.push(created);
        transaction.send(self.old).await
    }

    /// Sets the title of a video in both tables, if it still has the title that was loaded.
    pub async fn rename(&self, video: &Video, title: &str) -> Result<(), Error> {
        let mut attempt = 1;
        loop {
            match self.try_rename(video, title).await {
                Err(error) if error.is_version_conflict() && attempt < ATTEMPTS => attempt += 1,
                result => return result,
            }
        }
    }

    async fn try_rename(&self, video: &Video, title: &str) -> Result<(), Error> {
        let places = write::places(self.old, video).await?;
        let renamed = Video { video_title: title.to_owned(), ..video.clone() };
        let mut transaction = write::rename_rows(video, &places, title);
        transaction.push(self.put(convert::video(renamed.clone(), places.len() as u64)).await?);
        for place in places {
            let place = ChannelVideo::new(place.channel_id, &renamed);
            transaction.push(convert::place(place).put().on(self.new));
        }
        transaction.send(self.old).await
    }

    /// Stores a video in the new table. The version requires that nobody writes it meanwhile.
    async fn put(&self, video: new::Video) -> Result<On<Put<new::Video>, YouTube>, Error> {
        let stored = new::Video::get(video.video_id).consistent().send(self.new).await?;
        let video = match stored {
            Some(new::Video { views, version, .. }) => new::Video { views, version, ..video },
            None => video,
        };
        Ok(video.put().on(self.new))
    }
}

//! Step 5: reads go to the new table.
//!
//! Writes still go to both tables, so the way back is to read from the old one again. It stays open as long as the values of
//! the new table become the items of the old one. After the first write to the new table alone, the way back is a migration
//! in the other direction: `new.migrate(&old, convert::back)`. It loses what the old layout has no place for: views,
//! subscribers, subscriptions, and one of two videos of a user at the same instant.

use dynamodel::{Error, TableClient};

use super::both::Tables;
use super::new::YouTube;
use super::old::PythonTable;
use super::report::Report;
use super::{Failure, convert, lists, queries};

/// The table that reads go to: a setting that can be changed at run time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reads {
    Old,
    New,
}

/// The ids in the lists of a page, newest first.
#[derive(Debug, PartialEq)]
pub struct Lists {
    pub videos_of_user: Vec<u64>,
    pub channels_of_user: Vec<u64>,
    pub videos_in_channel: Vec<u64>,
}

impl Tables<'_> {
    /// Returns the lists of a user and a channel.
    pub async fn lists(&self, reads: Reads, user_id: u64, channel_id: u64) -> Result<Lists, Error> {
        match reads {
            Reads::Old => old_lists(self.old, user_id, channel_id).await,
            Reads::New => new_lists(self.new, user_id, channel_id).await,
        }
    }
}

const LIMIT: usize = 10;

async fn old_lists(old: &TableClient<PythonTable>, user_id: u64, channel_id: u64) -> Result<Lists, Error> {
    let videos = lists::videos_of_user(old, user_id, LIMIT).await?;
    let channels = lists::channels_of_user(old, user_id, LIMIT).await?;
    let places = lists::videos_in_channel(old, channel_id, LIMIT).await?;
    Ok(Lists {
        videos_of_user: videos.into_iter().map(|row| row.video_id).collect(),
        channels_of_user: channels.into_iter().map(|row| row.channel_id).collect(),
        videos_in_channel: places.into_iter().map(|row| row.video_id).collect(),
    })
}

async fn new_lists(new: &TableClient<YouTube>, user_id: u64, channel_id: u64) -> Result<Lists, Error> {
    let videos = queries::videos_of_user(new, user_id, LIMIT).await?;
    let channels = queries::channels_of_user(new, user_id, LIMIT).await?;
    let places = queries::videos_in_channel(new, channel_id, LIMIT).await?;
    Ok(Lists {
        videos_of_user: videos.into_iter().map(|card| card.video_id).collect(),
        channels_of_user: channels.into_iter().map(|card| card.channel_id).collect(),
        videos_in_channel: places.into_iter().map(|place| place.video_id).collect(),
    })
}

pub async fn step(tables: &Tables<'_>, report: &mut Report) -> Result<(), Failure> {
    report.step("Switch the reads");
    let (before, after) = (tables.lists(Reads::Old, 3, 1).await?, tables.lists(Reads::New, 3, 1).await?);
    let same = if before == after { "the same" } else { "other" };
    report.found(format!("the new table gives {same} lists: {after:?}"));
    let (same, all) = count_back(tables).await?;
    report.found(format!(
        "the way back is open: {same} of {all} items of the old table are those of the new one"
    ));
    report.found("writes still go to both tables, so reads can go back to the old one at any time");
    Ok(())
}

/// Counts the items of the old table that the values of the new one become, and all its items.
async fn count_back(tables: &Tables<'_>) -> Result<(usize, usize), Error> {
    let values = YouTube::scan().consistent().all(tables.new).await?;
    let back: Vec<_> = values.into_iter().flat_map(convert::back).collect();
    let old = PythonTable::scan().consistent().all(tables.old).await?;
    Ok((old.iter().filter(|item| back.contains(item)).count(), old.len()))
}

//! The data of the case study.

use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan as _};

use crate::model::{Channel, ChannelVideo, User, Video, YouTube};

/// 2020-01-01T00:00:00Z
const NEW_YEAR: Timestamp = Timestamp::constant(1_577_836_800, 0);
const FEBRUARY: i64 = 31;
const MARCH: i64 = FEBRUARY + 29;
const MAY: i64 = MARCH + 31 + 30;

/// Midnight UTC, this many days after the New Year of 2020.
fn day(days: i64) -> Timestamp {
    NEW_YEAR + (24 * days).hours()
}

fn users() -> Vec<User> {
    let names = [(1, "alice"), (2, "bob"), (3, "cathy")];
    let user = |((user_id, name), days): ((u64, &str), i64)| User {
        user_id,
        user_name: name.to_owned(),
        created_at: day(days),
    };
    names.into_iter().zip(0..).map(user).collect()
}

fn video(video_id: u64, creator_id: u64, created_at: Timestamp) -> Video {
    Video { video_id, video_title: format!("video{video_id}"), created_at, creator_id }
}

fn videos() -> Vec<Video> {
    let creators = [1, 1, 1, 2, 3, 3, 3, 3, 3];
    let days = (FEBRUARY..).map(day);
    (1..).zip(creators).zip(days).map(|((id, creator), at)| video(id, creator, at)).collect()
}

fn channels() -> Vec<Channel> {
    let channel = |channel_id: u64, created_at| Channel {
        channel_id,
        channel_name: format!("channel{channel_id}"),
        created_at,
        creator_id: 3,
    };
    vec![channel(1, day(MARCH)), channel(2, day(MARCH + 1))]
}

/// Two videos by one user, created at the same instant.
pub fn same_instant() -> [Video; 2] {
    [101, 102].map(|id| video(id, 1, day(MAY)))
}

/// Loads everything. What is there already, from an earlier run on the same table, stays.
pub async fn load(table: &TableClient<YouTube>) -> Result<(), Error> {
    for user in users() {
        unless_there(user.create().send(table).await)?;
    }
    let videos = videos();
    for video in &videos {
        unless_there(video.create().send(table).await)?;
    }
    for channel in channels() {
        unless_there(channel.create().send(table).await)?;
    }
    let places = [(1, 5), (1, 6), (2, 7), (2, 8)];
    for (channel, id) in places {
        for video in videos.iter().filter(|video| video.video_id == id) {
            unless_there(ChannelVideo::new(channel, video).create().send(table).await)?;
        }
    }
    for video in same_instant() {
        video.delete().send(table).await?;
    }
    Ok(())
}

fn unless_there(created: Result<(), Error>) -> Result<(), Error> {
    created.or_else(|error| if error.is_already_exists() { Ok(()) } else { Err(error) })
}

//! The data of the demonstration.

use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan as _};

use super::model::{Channel, User, Video, YouTube};
use super::{places, undo, users, videos};

pub const ALICE: u64 = 1;
pub const BOB: u64 = 2;
pub const CATHY: u64 = 3;
/// A channel of Cathy's.
pub const CHANNEL: u64 = 1;
/// A video that is renamed.
pub const RENAMED: u64 = 5;
/// A video that is uploaded and deleted again, and the id of a user who cannot sign up.
pub const GUEST: u64 = 201;

/// 2020-01-01T00:00:00Z
const NEW_YEAR: Timestamp = Timestamp::constant(1_577_836_800, 0);
const FEBRUARY: i64 = 31;
const MARCH: i64 = FEBRUARY + 29;
const MAY: i64 = MARCH + 31 + 30;
const JUNE: i64 = MAY + 31;

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

fn video_of(video_id: u64, creator_id: u64, created_at: Timestamp) -> Video {
    let video_title = format!("video{video_id}");
    Video { video_id, video_title, created_at, creator_id, views: 0, places: 0, version: 0 }
}

/// A video that is uploaded after all others.
pub fn video(video_id: u64, creator_id: u64) -> Video {
    video_of(video_id, creator_id, day(JUNE))
}

fn videos() -> Vec<Video> {
    let creators = [1, 1, 1, 2, 3, 3, 3, 3, 3];
    let days = (FEBRUARY..).map(day);
    (1..).zip(creators).zip(days).map(|((id, creator), at)| video_of(id, creator, at)).collect()
}

fn channels() -> Vec<Channel> {
    let channel = |channel_id: u64, created_at| Channel {
        channel_id,
        channel_name: format!("channel{channel_id}"),
        created_at,
        creator_id: 3,
        subscribers: 0,
    };
    vec![channel(1, day(MARCH)), channel(2, day(MARCH + 1))]
}

/// Two videos by one user, created at the same instant.
pub fn same_instant() -> [Video; 2] {
    [101, 102].map(|id| video_of(id, 1, day(MAY)))
}

/// Stores the data that is missing, and undoes what an earlier run on this table has changed.
pub async fn load(table: &TableClient<YouTube>) -> Result<(), Error> {
    undo::undo(table).await?;
    for user in users() {
        unless_exists(users::sign_up(table, &user).await)?;
    }
    let videos = videos();
    for video in &videos {
        unless_exists(videos::upload(table, video).await)?;
    }
    for channel in channels() {
        unless_exists(channel.create().send(table).await)?;
    }
    let places = [(1, 5), (1, 6), (2, 7), (2, 8)];
    for (channel, id) in places {
        for video in videos.iter().filter(|video| video.video_id == id) {
            unless_exists(places::add(table, channel, video).await)?;
        }
    }
    for video in same_instant() {
        Video::delete(video.video_id).send(table).await?;
    }
    Ok(())
}

fn unless_exists(created: Result<(), Error>) -> Result<(), Error> {
    created.or_else(|error| if error.is_already_exists() { Ok(()) } else { Err(error) })
}

//! The data of the case study.

use dynamodel::{Entity as _, Error, TableClient};
use jiff::{Timestamp, ToSpan, civil};

use crate::model::{Channel, ChannelVideo, User, Video, YouTube};

/// Midnight UTC of a day in 2020.
fn day(month: i8, day: i8) -> Timestamp {
    let midnight = civil::date(2020, month, day).at(0, 0, 0, 0);
    midnight.in_tz("UTC").map(|zoned| zoned.timestamp()).unwrap_or_default()
}

fn users() -> Vec<User> {
    let names = [(1, "alice"), (2, "bob"), (3, "cathy")];
    let user = |(user_id, name): (u64, &str)| {
        let created_at = day(1, 1) + (24 * (user_id as i64 - 1)).hours();
        User { user_id, user_name: name.to_owned(), created_at }
    };
    names.into_iter().map(user).collect()
}

fn video(video_id: u64, creator_id: u64, created_at: Timestamp) -> Video {
    Video { video_id, video_title: format!("video{video_id}"), created_at, creator_id }
}

fn videos() -> Vec<Video> {
    let creators = [1, 1, 1, 2, 3, 3, 3, 3, 3];
    let days = (1..).map(|date| day(2, date));
    (1..).zip(creators).zip(days).map(|((id, creator), at)| video(id, creator, at)).collect()
}

fn channels() -> Vec<Channel> {
    let channel = |channel_id: u64, created_at| Channel {
        channel_id,
        channel_name: format!("channel{channel_id}"),
        created_at,
        creator_id: 3,
    };
    vec![channel(1, day(3, 1)), channel(2, day(3, 2))]
}

/// Two videos by one user, created at the same instant.
pub fn same_instant() -> [Video; 2] {
    [101, 102].map(|id| video(id, 1, day(5, 1)))
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

//! The values of one layout as those of the other.

use std::collections::BTreeMap;

use dynamodel::{Error, TableClient};

use super::new::{self, YouTube};
use super::old::{self, PythonTable};

/// The number of channels that each video is in. A video of the new layout has it, and none of the old one has.
pub type Places = BTreeMap<u64, u64>;

/// Counts the rows of all channels.
pub async fn places(old: &TableClient<PythonTable>) -> Result<Places, Error> {
    let mut places = Places::new();
    for row in old::ChannelVideo::scan().consistent().all(old).await? {
        *places.entry(row.video_id).or_default() += 1;
    }
    Ok(places)
}

/// Returns what an item of the old layout becomes. The new layout writes the lists of users as copies of lookups.
pub fn forward(item: PythonTable, places: &Places) -> Option<YouTube> {
    match item {
        PythonTable::User(user) => Some(self::user(user).into()),
        PythonTable::Video(video) => {
            let places = places.get(&video.video_id).copied().unwrap_or_default();
            Some(self::video(video, places).into())
        }
        PythonTable::Channel(channel) => Some(self::channel(channel).into()),
        PythonTable::ChannelVideo(row) => Some(place(row).into()),
        PythonTable::UserVideo(_) | PythonTable::UserChannel(_) => None,
    }
}

/// A name is required and unique there. Users without one are called by their id.
pub fn user(user: old::User) -> new::User {
    let old::User { user_id, user_name, created_at } = user;
    new::User { user_id, user_name: user_name.unwrap_or_else(|| nameless(user_id)), created_at }
}

fn nameless(user_id: u64) -> String {
    format!("user-{user_id}")
}

pub fn video(video: old::Video, places: u64) -> new::Video {
    let old::Video { video_id, video_title, created_at, creator_id } = video;
    new::Video { video_id, video_title, created_at, creator_id, views: 0, places, version: 0 }
}

pub fn channel(channel: old::Channel) -> new::Channel {
    let old::Channel { channel_id, channel_name, created_at, creator_id } = channel;
    new::Channel { channel_id, channel_name, created_at, creator_id, subscribers: 0 }
}

pub fn place(row: old::ChannelVideo) -> new::ChannelVideo {
    let old::ChannelVideo { channel_id, video_id, video_title, created_at, creator_id } = row;
    new::ChannelVideo { channel_id, video_id, video_title, created_at, creator_id }
}

/// Returns what an item of the new layout becomes on the way back. The old one has no views, subscribers and
/// subscriptions.
pub fn back(item: YouTube) -> Vec<PythonTable> {
    match item {
        YouTube::User(new::User { user_id, user_name, created_at }) => {
            let user_name = Some(user_name).filter(|name| *name != nameless(user_id));
            vec![old::User { user_id, user_name, created_at }.into()]
        }
        YouTube::Video(new::Video { video_id, video_title, created_at, creator_id, .. }) => {
            let video = old::Video { video_id, video_title, created_at, creator_id };
            vec![old::UserVideo::from(&video).into(), video.into()]
        }
        YouTube::Channel(new::Channel { channel_id, channel_name, created_at, creator_id, .. }) => {
            let channel = old::Channel { channel_id, channel_name, created_at, creator_id };
            vec![old::UserChannel::from(&channel).into(), channel.into()]
        }
        YouTube::ChannelVideo(place) => {
            let new::ChannelVideo { channel_id, video_id, video_title, created_at, creator_id } = place;
            let video = old::Video { video_id, video_title, created_at, creator_id };
            vec![old::ChannelVideo::new(channel_id, &video).into()]
        }
        YouTube::Subscription(_) => Vec::new(),
    }
}

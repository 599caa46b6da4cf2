//! The model of most tests: users upload videos and create channels, and add their videos to their channels.
#![allow(clippy::struct_field_names, reason = "attributes of one table read better with their entity's name")]

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A person who signed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    pub user_name: String,
    pub created_at: Timestamp,
}

/// A video, found by its id and among the videos of the user who uploaded it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{created_at}#{video_id}")]
pub struct Video {
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

/// A channel, found by its id and among the channels of the user who created it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "channel-{channel_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "user-{creator_id}-channels", sk = "{created_at}#{channel_id}")]
pub struct Channel {
    pub channel_id: u64,
    pub channel_name: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

/// A video's place in a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{created_at}#{video_id}")]
pub struct ChannelVideo {
    pub channel_id: u64,
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

impl ChannelVideo {
    /// The place of `video` in the channel with this id.
    pub fn new(channel_id: u64, video: &Video) -> Self {
        let Video { video_id, video_title, created_at, creator_id } = video.clone();
        Self { channel_id, video_id, video_title, created_at, creator_id }
    }
}

/// Everything that lives in the `entities` table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type")]
pub enum YouTube {
    User(User),
    Video(Video),
    Channel(Channel),
    ChannelVideo(ChannelVideo),
}

//! The model of the table as the Python program writes it.
//!
//! A list row repeats a value in the partition of its list. Its sort key is the text of `datetime.timestamp()` and has no
//! id. So a list has one row for each instant, and a list row is an entity of its own, not a copy of a lookup.

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

dynamodel::prefixed!(user_id, "user-");
dynamodel::prefixed!(video_id, "video-");
dynamodel::prefixed!(channel_id, "channel-");

/// A user. The Python program stores no name, and the id only in the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
#[entity(type_name = "user")]
pub struct User {
    #[entity(in_key)]
    pub user_id: u64,
    pub user_name: Option<String>,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
}

/// A video.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[entity(type_name = "video")]
pub struct Video {
    #[serde(with = "video_id")]
    pub video_id: u64,
    pub video_title: String,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
    #[serde(with = "user_id")]
    pub creator_id: u64,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "channel-{channel_id}", sk = "_root")]
#[entity(type_name = "channel")]
pub struct Channel {
    #[serde(with = "channel_id")]
    pub channel_id: u64,
    pub channel_name: String,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
    #[serde(with = "user_id")]
    pub creator_id: u64,
}

/// A video in the list of its creator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "by_creator", pk = "user-{creator_id}-videos", sk = "{created_at:unix:float:us}")]
#[entity(type_name = "user_video")]
pub struct UserVideo {
    #[serde(with = "video_id")]
    pub video_id: u64,
    pub video_title: String,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
    #[serde(with = "user_id")]
    pub creator_id: u64,
}

/// A channel in the list of its creator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "by_creator", pk = "user-{creator_id}-channels", sk = "{created_at:unix:float:us}")]
#[entity(type_name = "user_channel")]
pub struct UserChannel {
    #[serde(with = "channel_id")]
    pub channel_id: u64,
    pub channel_name: String,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
    #[serde(with = "user_id")]
    pub creator_id: u64,
}

/// A video in a channel. The id of the channel is only in the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{created_at:unix:float:us}")]
#[entity(type_name = "channel_video")]
pub struct ChannelVideo {
    #[entity(in_key)]
    pub channel_id: u64,
    #[serde(with = "video_id")]
    pub video_id: u64,
    pub video_title: String,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    pub created_at: Timestamp,
    #[serde(with = "user_id")]
    pub creator_id: u64,
}

impl From<&Video> for UserVideo {
    fn from(video: &Video) -> Self {
        let Video { video_id, video_title, created_at, creator_id } = video.clone();
        Self { video_id, video_title, created_at, creator_id }
    }
}

impl From<&Channel> for UserChannel {
    fn from(channel: &Channel) -> Self {
        let Channel { channel_id, channel_name, created_at, creator_id } = channel.clone();
        Self { channel_id, channel_name, created_at, creator_id }
    }
}

impl ChannelVideo {
    /// Puts a video into a channel.
    pub fn new(channel_id: u64, video: &Video) -> Self {
        let Video { video_id, video_title, created_at, creator_id } = video.clone();
        Self { channel_id, video_id, video_title, created_at, creator_id }
    }
}

/// All entities of the table `entities`. List rows have no type: their keys identify them.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type", untyped = by_key)]
pub enum PythonTable {
    User(User),
    Video(Video),
    Channel(Channel),
    UserVideo(UserVideo),
    UserChannel(UserChannel),
    ChannelVideo(ChannelVideo),
}

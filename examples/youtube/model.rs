//! The model: users upload videos, create channels, put their videos into their channels, and subscribe to
//! channels.
//!
//! Each comment says which question the keys answer.
#![allow(clippy::struct_field_names, reason = "attributes of one table read better with their entity's name")]

use dynamodel::{Entity, Projection, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A user, read by id. No two users have the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    #[entity(unique)]
    pub user_name: String,
    pub created_at: Timestamp,
}

/// A video, read by id, and listed by its creator in the order of upload.
///
/// The copy for the list holds only the title. So counting a view writes one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(
    name = "by_creator",
    pk = "user-{creator_id}-videos",
    sk = "{created_at}#{video_id}",
    project(include(video_title))
)]
pub struct Video {
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
    pub views: u64,
    /// The number of channels that the video is in.
    pub places: u64,
    /// Detects concurrent changes (optimistic locking).
    #[entity(version)]
    pub version: u64,
}

/// A channel, read by id, and listed by its creator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "channel-{channel_id}", sk = "_root")]
#[lookup(
    name = "by_creator",
    pk = "user-{creator_id}-channels",
    sk = "{created_at}#{channel_id}",
    project(include(channel_name))
)]
pub struct Channel {
    pub channel_id: u64,
    pub channel_name: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
    pub subscribers: u64,
}

/// A video's place in a channel. Listed by channel in the order of upload, and found from the video through an index.
///
/// It repeats the title, so that one query reads all that the page of a channel shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "in_channel", pk = "channel-{channel_id}-videos", sk = "{created_at}#{video_id}")]
#[key(
    index = "places",
    name = "of_video",
    pk = "video-{video_id}-places",
    sk = "channel-{channel_id}",
    project(keys_only)
)]
pub struct ChannelVideo {
    pub channel_id: u64,
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

impl ChannelVideo {
    /// Creates the place of `video` in the channel with this id.
    pub fn new(channel_id: u64, video: &Video) -> Self {
        let Video { video_id, video_title, created_at, creator_id, .. } = video.clone();
        Self { channel_id, video_id, video_title, created_at, creator_id }
    }
}

/// A subscription, listed by user and by channel. Its key holds both ids, so a user subscribes to a channel once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user_id}-subscriptions", sk = "{channel_id}")]
#[lookup(name = "of_channel", pk = "channel-{channel_id}-subscribers", sk = "{user_id}")]
pub struct Subscription {
    pub user_id: u64,
    pub channel_id: u64,
}

/// All entities of the table `entities`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type")]
#[index(name = "places", pk = "places_pk", sk = "places_sk")]
pub enum YouTube {
    User(User),
    Video(Video),
    Channel(Channel),
    ChannelVideo(ChannelVideo),
    Subscription(Subscription),
}

/// The part of a video that a list shows. The lookup holds all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Video)]
pub struct VideoCard {
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

/// The part of a channel that a list shows. The lookup holds all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Channel)]
pub struct ChannelCard {
    pub channel_id: u64,
    pub channel_name: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

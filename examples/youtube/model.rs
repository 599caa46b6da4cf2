//! The model: users upload videos and create channels, add their videos to their channels, and subscribe to
//! channels.
#![allow(clippy::struct_field_names, reason = "attributes of one table read better with their entity's name")]

use dynamodel::{Entity, Projection, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody who signed up, under a name that nobody else has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "user-{user_id}", sk = "_root")]
pub struct User {
    pub user_id: u64,
    #[entity(unique)]
    pub user_name: String,
    pub created_at: Timestamp,
}

/// A video, found by its id and among the videos of the user who uploaded it.
///
/// The lookup copies the title alone, so that counting a view is one blind write of one item.
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
    /// How many channels it has a place in.
    pub places: u64,
    #[entity(version)]
    pub version: u64,
}

/// What is shown of a video: what the lookup holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Video)]
pub struct VideoCard {
    pub video_id: u64,
    pub video_title: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

/// A channel, found by its id and among the channels of the user who created it.
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

/// What is shown of a channel: what the lookup holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Projection)]
#[projection(of = Channel)]
pub struct ChannelCard {
    pub channel_id: u64,
    pub channel_name: String,
    pub created_at: Timestamp,
    pub creator_id: u64,
}

/// A video's place in a channel, found in the channel by time and through an index from the video.
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
    /// The place of `video` in the channel with this id.
    pub fn new(channel_id: u64, video: &Video) -> Self {
        let Video { video_id, video_title, created_at, creator_id, .. } = video.clone();
        Self { channel_id, video_id, video_title, created_at, creator_id }
    }
}

/// That a user subscribes to a channel: the key has both, so it can be said once only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_user", pk = "user-{user_id}-subscriptions", sk = "{channel_id}")]
#[lookup(name = "of_channel", pk = "channel-{channel_id}-subscribers", sk = "{user_id}")]
pub struct Subscription {
    pub user_id: u64,
    pub channel_id: u64,
}

/// Everything that lives in the `entities` table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type")]
#[index(name = "places", pk = "places_pk", sk = "places_sk", project(keys_only))]
pub enum YouTube {
    User(User),
    Video(Video),
    Channel(Channel),
    ChannelVideo(ChannelVideo),
    Subscription(Subscription),
}

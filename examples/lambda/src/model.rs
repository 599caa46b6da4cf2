//! The entities.

use dynamodel::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A video.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "video-{video_id}", sk = "_root")]
#[lookup(name = "by_creator", pk = "creator-{creator_id}", sk = "video#{uploaded_at}#{video_id}")]
pub struct Video {
    /// The identifier.
    pub video_id: u64,
    /// The creator.
    pub creator_id: u64,
    /// The time of the upload.
    pub uploaded_at: Timestamp,
    /// The title.
    pub title: String,
}

/// The number of videos of a creator, which follows the stream. It holds the videos that are counted, so that a record that
/// comes twice counts once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "creator-{creator_id}", sk = "count")]
pub struct VideoCount {
    /// The creator.
    pub creator_id: u64,
    /// The videos.
    #[serde(with = "dynamodel::number_set")]
    pub videos: std::collections::BTreeSet<u64>,
}

/// The table.
#[derive(Clone, Debug, PartialEq, dynamodel::Table)]
#[table(name = "videos", type_attribute = "type")]
pub enum Videos {
    /// A video.
    Video(Video),
    /// A count.
    VideoCount(VideoCount),
}

//! The entities, with the derives of the other libraries. The items are those of the workloads.

use dynamodel_benches::model as ours;
use serde::{Deserialize, Serialize};

pub use dynamodel_benches::model::{
    CREATOR, Item, PAGES, Stats, TABLE, all_pages, mixed_items, one_page, pages, views_of_walk,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, modyne::EntityDef)]
#[serde(rename = "Video")]
pub struct Video {
    pub video_id: u64,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub creator_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    pub created_at: String,
    pub published: bool,
    pub views: u64,
    pub likes: u64,
    pub tags: Vec<String>,
    pub stats: Stats,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, modyne::EntityDef)]
#[serde(rename = "User")]
pub struct User {
    pub user_id: u64,
    pub name: String,
    pub email: String,
    pub created_at: String,
    pub subscribers: u64,
}

/// An item of either entity.
#[derive(Debug)]
#[allow(dead_code, clippy::large_enum_variant, reason = "only the reading is measured")]
pub enum Entity {
    Video(Video),
    User(User),
}

impl From<ours::Video> for Video {
    fn from(video: ours::Video) -> Self {
        Self {
            video_id: video.video_id,
            title: video.title,
            description: video.description,
            creator_id: video.creator_id,
            channel: video.channel,
            created_at: video.created_at,
            published: video.published,
            views: video.views,
            likes: video.likes,
            tags: video.tags,
            stats: video.stats,
        }
    }
}

pub fn sample() -> Video {
    ours::sample().into()
}

/// The item of the sample.
pub fn item() -> Item {
    dynamodel_benches::hand::encode(&ours::sample())
}

/// The sum of the views of a page.
pub fn views_of_page() -> u64 {
    (0..ours::PAGE).map(|number| ours::video(number).views).sum()
}

//! The values of one layout as those of the other.

use super::{new, old};

pub fn video(video: old::Video, places: u64) -> new::Video {
    let old::Video { video_id, video_title, created_at, creator_id } = video;
    new::Video { video_id, video_title, created_at, creator_id, views: 0, places, version: 0 }
}

pub fn place(row: old::ChannelVideo) -> new::ChannelVideo {
    let old::ChannelVideo { channel_id, video_id, video_title, created_at, creator_id } = row;
    new::ChannelVideo { channel_id, video_id, video_title, created_at, creator_id }
}

//! Values of the `YouTube` model.

use dynamodel::{Entity as _, TableClient};
use jiff::Timestamp;

use super::model::{Video, YouTube};

/// 2020-01-01T00:00:00Z and this many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_577_836_800 + seconds).unwrap()
}

/// A video that was created this many seconds after [`at`]`(0)`.
pub(crate) fn video(id: u64, creator: u64, seconds: i64) -> Video {
    Video { video_id: id, video_title: format!("video{id}"), created_at: at(seconds), creator_id: creator }
}

/// Creates the videos.
pub(crate) async fn store(table: &TableClient<YouTube>, videos: &[Video]) {
    for video in videos {
        video.create().send(table).await.unwrap();
    }
}

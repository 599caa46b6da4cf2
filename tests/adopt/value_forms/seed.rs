//! The rows of the case study: prefixed ids, and a sort key that is Python's text of a float.

use dynamodel::{Entity, Table};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::planted::{items, plant};
use crate::support::store::content;
use crate::support::world::table;

dynamodel::prefixed!(user_id, "user-");
dynamodel::prefixed!(video_id, "video-");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "by_creator", pk = "user-{creator}-videos", sk = "{created_at:unix:float:us}")]
struct CreatorVideo {
    #[serde(with = "user_id")]
    creator: u64,
    #[serde(with = "video_id")]
    video_id: u64,
    #[serde(with = "dynamodel::form::basic_offset_micros")]
    created_at: Timestamp,
    title: String,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entities", type_attribute = "entity_type", untyped = by_key)]
enum Entities {
    CreatorVideo(CreatorVideo),
}

const ROWS: &str = r#"[
    {"pk": {"S": "user-3-videos"}, "sk": {"S": "1580947200.0"}, "entity_type": {"S": "CreatorVideo"}, "creator": {"S": "user-3"},
     "video_id": {"S": "video-5"}, "created_at": {"S": "2020-02-06T00:00:00.000000+0000"}, "title": {"S": "a"}},
    {"pk": {"S": "user-3-videos"}, "sk": {"S": "1581292800.5"}, "entity_type": {"S": "CreatorVideo"}, "creator": {"S": "user-3"},
     "video_id": {"S": "video-9"}, "created_at": {"S": "2020-02-10T00:00:00.500000+0000"}, "title": {"S": "b"}},
    {"pk": {"S": "user-3-videos"}, "sk": {"S": "1581292800.25"}, "entity_type": {"S": "CreatorVideo"}, "creator": {"S": "user-3"},
     "video_id": {"S": "video-7"}, "created_at": {"S": "2020-02-10T00:00:00.250000+0000"}, "title": {"S": "c"}}
]"#;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn rows_are_listed_in_order_and_written_back_as_they_were() {
    let table = table::<Entities>().await;
    plant(&table, items(ROWS)).await;
    let before = content(&table).await;
    let videos = CreatorVideo::by_creator(3).rev().all(&table).await.unwrap();
    assert_eq!(videos.iter().map(|video| video.video_id).collect::<Vec<_>>(), [9, 7, 5]);
    for video in &videos {
        video.put().send(&table).await.unwrap();
    }
    assert_eq!(content(&table).await, before);
    let count = async |range: std::ops::Range<Timestamp>| {
        CreatorVideo::by_creator(3).range(range).count(&table).await.unwrap()
    };
    assert_eq!(count(time("2020-02-06T00:00:00Z")..time("2020-02-10T00:00:00.25Z")).await, 1);
    assert_eq!(count(time("2020-02-10T00:00:00.2Z")..time("2020-02-10T00:00:00.51Z")).await, 2);
    assert_eq!(count(time("2020-02-10T00:00:00.26Z")..time("2020-02-10T00:00:00.5Z")).await, 0);
    let early = CreatorVideo { created_at: time("2001-09-09T01:46:39Z"), ..videos[0].clone() };
    let error = early.create().send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.to_string().contains("ten digits"), "{error}");
}

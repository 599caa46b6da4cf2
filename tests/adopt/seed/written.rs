//! Writes in the layout of the Python program, attribute by attribute.

use std::collections::BTreeSet;

use dynamodel::Entity as _;

use super::steps::old::{ChannelVideo, PythonTable, User, Video};
use super::steps::write;
use super::{partition, python, strings};
use crate::compare::changes;
use crate::support::raw::s;
use crate::support::store::stored;

#[tokio::test]
async fn uploaded_video_has_the_forms_of_the_program() {
    let table = python().await;
    let before = stored(&table).await;
    write::upload(&table, &write::uploaded()).await.unwrap();
    let root = strings([
        ("pk", "video-10"),
        ("sk", "_root"),
        ("entity_type", "video"),
        ("video_id", "video-10"),
        ("video_title", "video10"),
        ("created_at", "2020-02-11T00:00:00.250000+0000"),
        ("creator_id", "user-3"),
    ]);
    let mut row = root.clone();
    assert_eq!(partition(&table, "video-10").await, [root]);
    row.extend(strings([("pk", "user-3-videos"), ("sk", "1581379200.25"), ("entity_type", "user_video")]));
    assert_eq!(partition(&table, "user-3-videos").await.last(), Some(&row));
    assert_eq!(changes::<PythonTable>(&before, &stored(&table).await), ["user-3-videos new", "video-10 new"]);
}

#[tokio::test]
async fn new_place_has_the_forms_of_the_program() {
    let table = python().await;
    let video = Video::get(9).send(&table).await.unwrap().unwrap();
    ChannelVideo::new(2, &video).create().send(&table).await.unwrap();
    let row = strings([
        ("pk", "channel-2-videos"),
        ("sk", "1581292800.5"),
        ("entity_type", "channel_video"),
        ("video_id", "video-9"),
        ("video_title", "video9"),
        ("created_at", "2020-02-10T00:00:00.500000+0000"),
        ("creator_id", "user-3"),
    ]);
    assert_eq!(partition(&table, "channel-2-videos").await.last(), Some(&row));
}

#[tokio::test]
async fn renamed_video_has_its_title_in_all_rows() {
    let table = python().await;
    let before = stored(&table).await;
    let video = Video::get(5).send(&table).await.unwrap().unwrap();
    write::rename(&table, &video, "new").await.unwrap();
    let after = stored(&table).await;
    let expected = [
        "channel-1-videos entity_type",
        "channel-1-videos video_title",
        "user-3-videos entity_type",
        "user-3-videos video_title",
        "video-5 video_title",
    ];
    assert_eq!(changes::<PythonTable>(&before, &after), expected);
    let titles: BTreeSet<_> = after
        .values()
        .filter(|item| item.get("video_id") == Some(&s("video-5")))
        .map(|item| item["video_title"].as_s().unwrap().as_str())
        .collect();
    assert_eq!(titles, ["new"].into());
    // The title has changed since the video was loaded.
    let error = write::rename(&table, &video, "newer").await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(stored(&table).await, after);
}

#[tokio::test]
async fn row_of_another_video_is_not_replaced() {
    let table = python().await;
    let before = stored(&table).await;
    let same_instant = Video::get(9).send(&table).await.unwrap().unwrap();
    let error = write::upload(&table, &Video { video_id: 11, ..same_instant }).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.entity(), Some("UserVideo"));
    let nobody = Video { creator_id: 4, ..write::uploaded() };
    assert!(write::upload(&table, &nobody).await.unwrap_err().is_not_found());
    assert_eq!(stored(&table).await, before);
}

/// The Python program stores no name of a user; the id is in the key only.
#[tokio::test]
async fn user_is_written_as_the_program_does() {
    let table = python().await;
    let created_at = "2020-01-04T00:00:00Z".parse().unwrap();
    User { user_id: 4, user_name: None, created_at }.create().send(&table).await.unwrap();
    let item = strings([
        ("pk", "user-4"),
        ("sk", "_root"),
        ("entity_type", "user"),
        ("created_at", "2020-01-04T00:00:00.000000+0000"),
    ]);
    assert_eq!(partition(&table, "user-4").await, [item]);
}

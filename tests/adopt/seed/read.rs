//! Reading the table as it is.

use std::collections::BTreeMap;

use dynamodel::op::DivergenceKind;
use jiff::Timestamp;

use super::python;
use super::steps::old::{Channel, ChannelVideo, PythonTable, User, UserChannel, UserVideo, Video};
use super::steps::{fixture, read};

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

#[tokio::test]
async fn audit_finds_missing_types_of_list_rows_only() {
    let report = python().await.audit().send().await.unwrap();
    assert_eq!((report.scanned, report.fits, report.differs), (29, 14, 15));
    let found: BTreeMap<_, _> = report.groups().map(|group| (group.entity.unwrap(), group)).collect();
    assert!(found.values().all(|group| group.kind == DivergenceKind::NoType), "{report}");
    let counts: Vec<_> = found.into_iter().map(|(entity, group)| (entity, group.count)).collect();
    assert_eq!(counts, [("ChannelVideo", 4), ("UserChannel", 2), ("UserVideo", 9)]);
}

/// Every item is read as the entity of its key, and written in memory as it is stored.
#[tokio::test]
async fn all_items_are_read_and_written_alike() {
    let table = python().await;
    let items = fixture::items().unwrap();
    assert_eq!(items.len(), 29);
    let values = PythonTable::scan().strict().all(&table).await.unwrap();
    assert_eq!(values.len(), items.len());
    for value in values {
        let mut item = read::item_of(&value).unwrap();
        if let PythonTable::UserVideo(_) | PythonTable::UserChannel(_) | PythonTable::ChannelVideo(_) = value
        {
            assert!(item.remove("entity_type").is_some(), "{item:?}");
        }
        assert!(items.contains(&item), "{item:?}");
    }
}

#[tokio::test]
async fn ids_and_times_are_values() {
    let table = python().await;
    let user = User { user_id: 3, user_name: None, created_at: at("2020-01-03T00:00:00Z") };
    assert_eq!(User::get(3).send(&table).await.unwrap(), Some(user));
    let video = Video {
        video_id: 9,
        video_title: "video9".to_owned(),
        created_at: at("2020-02-10T00:00:00.5Z"),
        creator_id: 3,
    };
    assert_eq!(Video::get(9).send(&table).await.unwrap().as_ref(), Some(&video));
    let channel = Channel {
        channel_id: 1,
        channel_name: "channel1".to_owned(),
        created_at: at("2020-03-01T00:00:00Z"),
        creator_id: 3,
    };
    assert_eq!(Channel::get(1).send(&table).await.unwrap().as_ref(), Some(&channel));
    let rows = UserVideo::by_creator(3).rev().take(1).all(&table).await.unwrap();
    assert_eq!(rows, [UserVideo::from(&video)]);
    let rows = UserChannel::by_creator(3).take(1).all(&table).await.unwrap();
    assert_eq!(rows, [UserChannel::from(&channel)]);
    let six = Video::get(6).send(&table).await.unwrap().unwrap();
    let rows = ChannelVideo::in_channel(1).rev().take(1).all(&table).await.unwrap();
    assert_eq!(rows, [ChannelVideo::new(1, &six)]);
}

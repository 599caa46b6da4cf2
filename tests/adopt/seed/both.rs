//! Writes that go to both tables.

use dynamodel::Entity as _;

use super::both;
use super::steps::both::Tables;
use super::steps::new::{self, YouTube};
use super::steps::old::Video;
use super::steps::{convert, write};
use crate::support::store::{content, stored};

#[tokio::test]
async fn upload_is_in_both_tables_or_in_none() {
    let (old, new) = both().await;
    let tables = Tables { old: &old, new: &new };
    tables.upload(&write::uploaded()).await.unwrap();
    assert_eq!(Video::get(10).send(&old).await.unwrap(), Some(write::uploaded()));
    let expected = new::Video { version: 1, ..convert::video(write::uploaded(), 0) };
    assert_eq!(new::Video::get(10).send(&new).await.unwrap(), Some(expected));
    let (before, there) = (stored(&old).await, stored(&new).await);
    // The row in the old list is that of video 10.
    let error = tables.upload(&Video { video_id: 12, ..write::uploaded() }).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    let video =
        Video { video_id: 13, created_at: "2020-03-01T00:00:00Z".parse().unwrap(), ..write::uploaded() };
    convert::video(video.clone(), 0).create().send(&new).await.unwrap();
    let there_too = stored(&new).await;
    // Only the new table has video 13.
    assert!(tables.upload(&video).await.unwrap_err().is_already_exists());
    assert_eq!((stored(&old).await, stored(&new).await), (before, there_too));
    assert!(there.len() < stored(&new).await.len());
}

#[tokio::test]
async fn renamed_video_is_created_in_the_new_table_or_changed() {
    let (old, new) = both().await;
    let tables = Tables { old: &old, new: &new };
    let titles = async || {
        let item = new::Video::get(5).send(&new).await.unwrap().unwrap();
        let card = new::Video::by_creator(3).project::<new::VideoCard>().all(&new).await.unwrap();
        let place = new::ChannelVideo::in_channel(1).all(&new).await.unwrap();
        assert_eq!((item.places, card.len(), place.len()), (1, 1, 1));
        let titles = [&item.video_title, &card[0].video_title, &place[0].video_title].map(String::clone);
        (item.views, titles)
    };
    let video = Video::get(5).send(&old).await.unwrap().unwrap();
    tables.rename(&video, "one").await.unwrap();
    assert_eq!(titles().await, (0, ["one"; 3].map(str::to_owned)));
    new::Video::update(5).add(new::Video::FIELDS.views, 7).send(&new).await.unwrap();
    let video = Video { video_title: "one".to_owned(), ..video };
    tables.rename(&video, "two").await.unwrap();
    assert_eq!(titles().await, (7, ["two"; 3].map(str::to_owned)));
    // The title has changed since it was loaded.
    let before = (content(&old).await, content(&new).await);
    assert!(tables.rename(&video, "three").await.unwrap_err().is_condition_failed());
    assert_eq!((content(&old).await, content(&new).await), before);
    let report = new.audit().send().await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn values_come_back_as_they_were() {
    let old = super::python().await;
    let places = convert::places(&old).await.unwrap();
    assert_eq!(places, [(5, 1), (6, 1), (7, 1), (8, 1)].into());
    let all = super::PythonTable::scan().all(&old).await.unwrap();
    let back: Vec<_> = all
        .iter()
        .filter_map(|item| convert::forward(item.clone(), &places))
        .flat_map(convert::back)
        .collect();
    assert_eq!(back.len(), all.len());
    assert!(all.iter().all(|item| back.contains(item)));
    let subscription = YouTube::from(new::Subscription { user_id: 1, channel_id: 2 });
    assert_eq!(convert::back(subscription), []);
}

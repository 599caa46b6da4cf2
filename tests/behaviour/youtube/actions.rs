//! The effect of each action, and its error: a refused action writes nothing.

use dynamodel::{Entity as _, Error, TableClient};

use crate::support::store::stored;
use crate::support::youtube::at;
use crate::youtube::model::{Channel, ChannelVideo, Subscription, Video, YouTube};
use crate::youtube::{
    ALICE, BOB, CATHY, FIRST, NOBODY, OTHER, SECOND, cards, changes, channel, load, places, refused,
    subscribers, subscriptions, user, video, videos, whole, world,
};

async fn titles(table: &TableClient<YouTube>, channel_id: u64) -> Vec<String> {
    let places = ChannelVideo::in_channel(channel_id).consistent().all(table).await.unwrap();
    places.into_iter().map(|place| place.video_title).collect()
}

#[tokio::test]
async fn a_video_is_added_to_channels_of_its_user() {
    let table = world().await;
    videos::upload(&table, &video(6, ALICE)).await.unwrap();
    places::add(&table, OTHER, &video(6, ALICE)).await.unwrap();
    assert_eq!((titles(&table, OTHER).await, load(&table, 6).await.places), (vec!["video6".to_owned()], 1));
    whole(&table).await;
    places::remove(&table, OTHER, &video(6, ALICE)).await.unwrap();
    assert_eq!((titles(&table, OTHER).await, load(&table, 6).await.places), (vec![], 0));
    whole(&table).await;
}

#[tokio::test]
async fn a_place_that_would_be_wrong_is_refused() {
    let table = world().await;
    let before = stored(&table).await;
    let five = load(&table, 5).await;
    let add = |channel_id, video: Video| {
        let table = table.clone();
        async move { places::add(&table, channel_id, &video).await }
    };
    refused(add(NOBODY, five.clone()).await, "Channel", Error::is_not_found);
    refused(add(FIRST, video(7, CATHY)).await, "Video", Error::is_not_found);
    refused(add(FIRST, five.clone()).await, "ChannelVideo", Error::is_already_exists);
    let error = refused(add(OTHER, five.clone()).await, "Channel", Error::is_condition_failed);
    assert_eq!(error.met::<Channel>().unwrap(), Some(channel(OTHER, ALICE)));
    let pretended = Video { creator_id: ALICE, ..five.clone() };
    let error = refused(add(OTHER, pretended).await, "Video", Error::is_condition_failed);
    assert_eq!(error.met::<Video>().unwrap(), Some(five.clone()));
    places::remove(&table, FIRST, &five).await.unwrap();
    let without = stored(&table).await;
    let renamed_since = Video { video_title: "before".to_owned(), ..five.clone() };
    refused(add(FIRST, renamed_since).await, "Video", Error::is_condition_failed);
    let uploaded_again_since = Video { created_at: at(1), ..five.clone() };
    refused(add(FIRST, uploaded_again_since).await, "Video", Error::is_condition_failed);
    refused(places::remove(&table, FIRST, &five).await, "ChannelVideo", Error::is_not_found);
    assert_eq!(stored(&table).await, without);
    add(FIRST, five).await.unwrap();
    assert_eq!(stored(&table).await.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    whole(&table).await;
}

#[tokio::test]
async fn a_new_title_is_everywhere() {
    let table = world().await;
    let loaded = load(&table, 5).await;
    videos::view(&table, 5).await.unwrap();
    // Neither a view nor a place that was counted since is in the way.
    changes::rename(&table, &loaded, "new").await.unwrap();
    assert_eq!((load(&table, 5).await.video_title, load(&table, 5).await.views), ("new".to_owned(), 1));
    assert_eq!(cards(&table, CATHY).await[0].video_title, "new");
    assert_eq!(
        (titles(&table, FIRST).await, titles(&table, SECOND).await),
        (vec!["new".into()], vec!["new".into()])
    );
    whole(&table).await;
}

#[tokio::test]
async fn concurrent_change_is_a_conflict() {
    let table = world().await;
    let loaded = load(&table, 5).await;
    changes::rename(&table, &loaded, "new").await.unwrap();
    let before = stored(&table).await;
    refused(changes::rename(&table, &loaded, "newer").await, "Video", Error::is_version_conflict);
    refused(changes::give(&table, &loaded, ALICE).await, "Video", Error::is_version_conflict);
    refused(changes::delete(&table, &loaded).await, "Video", Error::is_version_conflict);
    let now = load(&table, 5).await;
    refused(changes::give(&table, &now, NOBODY).await, "User", Error::is_not_found);
    refused(changes::rename(&table, &video(8, CATHY), "new").await, "Video", Error::is_not_found);
    refused(changes::delete(&table, &video(8, CATHY)).await, "Video", Error::is_not_found);
    refused(videos::view(&table, 8).await, "Video", Error::is_not_found);
    refused(videos::upload(&table, &video(8, NOBODY)).await, "User", Error::is_not_found);
    refused(videos::upload(&table, &video(5, CATHY)).await, "Video", Error::is_already_exists);
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn one_of_two_concurrent_renames_is_a_conflict() {
    for _ in 0..8 {
        let table = world().await;
        let loaded = load(&table, 5).await;
        let (one, other) =
            tokio::join!(changes::rename(&table, &loaded, "one"), changes::rename(&table, &loaded, "other"));
        let title = load(&table, 5).await.video_title;
        let (won, lost) = if title == "one" { (one, other) } else { (other, one) };
        won.unwrap();
        refused(lost, "Video", Error::is_version_conflict);
        whole(&table).await;
    }
}

#[tokio::test]
async fn a_video_that_is_given_away_leaves_the_channels() {
    let table = world().await;
    changes::give(&table, &load(&table, 5).await, ALICE).await.unwrap();
    let given = load(&table, 5).await;
    assert_eq!((given.creator_id, given.places), (ALICE, 0));
    assert_eq!((cards(&table, CATHY).await.len(), cards(&table, ALICE).await.len()), (0, 1));
    assert_eq!((titles(&table, FIRST).await, titles(&table, SECOND).await), (vec![], vec![]));
    places::add(&table, OTHER, &given).await.unwrap();
    whole(&table).await;
}

#[tokio::test]
async fn a_video_that_is_deleted_is_nowhere() {
    let table = world().await;
    changes::delete(&table, &load(&table, 5).await).await.unwrap();
    assert_eq!(Video::get(5).send(&table).await.unwrap(), None);
    assert!(!stored(&table).await.into_iter().any(|(_, item)| item.contains_key("video_id")));
    whole(&table).await;
}

#[tokio::test]
async fn a_video_is_in_no_more_channels_than_a_transaction_can_reach() {
    let table = world().await;
    let six = video(6, CATHY);
    videos::upload(&table, &six).await.unwrap();
    for channel_id in 100..100 + places::MAX_PLACES {
        channel(channel_id, CATHY).create().send(&table).await.unwrap();
        places::add(&table, channel_id, &six).await.unwrap();
    }
    let one_more = places::add(&table, FIRST, &six).await;
    let error = refused(one_more, "Video", Error::is_condition_failed);
    assert_eq!(error.met::<Video>().unwrap().unwrap().places, places::MAX_PLACES);
    changes::rename(&table, &load(&table, 6).await, "new").await.unwrap();
    whole(&table).await;
    changes::give(&table, &load(&table, 6).await, ALICE).await.unwrap();
    whole(&table).await;
    assert_eq!(ChannelVideo::of_video(6).keys().count(&table).await.unwrap(), 0);
}

#[tokio::test]
async fn subscriber_is_counted_once() {
    let table = world().await;
    subscriptions::subscribe(&table, ALICE, FIRST).await.unwrap();
    let before = stored(&table).await;
    let again = subscriptions::subscribe(&table, ALICE, FIRST).await;
    refused(again, "Subscription", Error::is_already_exists);
    let stranger = subscriptions::subscribe(&table, NOBODY, FIRST).await;
    refused(stranger, "User", Error::is_not_found);
    let nowhere = subscriptions::subscribe(&table, ALICE, NOBODY).await;
    refused(nowhere, "Channel", Error::is_not_found);
    let never = subscriptions::unsubscribe(&table, CATHY, FIRST).await;
    refused(never, "Subscription", Error::is_not_found);
    assert_eq!(stored(&table).await, before);
    assert_eq!(subscribers(&table, FIRST).await, 2);
    subscriptions::unsubscribe(&table, BOB, FIRST).await.unwrap();
    assert_eq!(subscribers(&table, FIRST).await, 1);
    let left = Subscription::of_channel(FIRST).consistent().all(&table).await.unwrap();
    assert_eq!(left, [Subscription { user_id: ALICE, channel_id: FIRST }]);
    whole(&table).await;
}

#[tokio::test]
async fn a_name_is_one_users() {
    let table = world().await;
    let before = stored(&table).await;
    let error = user(4, "cathy").create().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("user_name"), "{error}");
    assert_eq!(stored(&table).await, before);
}

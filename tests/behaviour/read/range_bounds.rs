//! A query never leaves the keys of its pattern, whatever lies next to them.

use dynamodel::Entity as _;

use crate::support::model::{Channel, User, Video, YouTube};
use crate::support::raw::s;
use crate::support::store::{typed, with, write};
use crate::support::world::table;
use crate::support::youtube::{at, store, video};

fn channel(id: u64, creator: u64) -> Channel {
    Channel { channel_id: id, channel_name: "channel".to_owned(), created_at: at(0), creator_id: creator }
}

#[tokio::test]
async fn a_creator_is_not_another_with_the_same_first_digit() {
    let table = table::<YouTube>().await;
    let own = [video(1, 1, 10), video(2, 1, 20)];
    store(&table, &own).await;
    store(&table, &[video(3, 10, 11), video(4, 11, 12), video(5, 2, 13)]).await;
    channel(1, 1).create().send(&table).await.unwrap();
    let user = User { user_id: 1, user_name: "alice".to_owned(), created_at: at(0) };
    user.create().send(&table).await.unwrap();

    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), own);
    assert_eq!(Channel::by_creator(1).all(&table).await.unwrap(), [channel(1, 1)]);
    assert_eq!(Video::by_creator(10).count(&table).await.unwrap(), 1);
    assert_eq!(Video::by_creator(100).all(&table).await.unwrap(), []);
}

#[tokio::test]
async fn raw_items_beside_a_pattern_are_not_in_it() {
    let table = table::<YouTube>().await;
    let own = [video(1, 1, 10), video(2, 1, 20)];
    store(&table, &own).await;
    // Of the very type, but in partitions that only look alike.
    for pk in
        ["user-1-videosX", "user-1-video", "user-1-", "user-01-videos", "user-1 -videos", "USER-1-videos"]
    {
        write(&table, typed(pk, "2020-01-01T00:00:15.000000000Z#00000000000000000009", "Video.by_creator"))
            .await;
    }
    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), own);
    assert_eq!(Video::by_creator(1).rev().first(&table).await.unwrap(), Some(own[1].clone()));
    assert_eq!(Video::by_creator(1).count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn raw_items_just_outside_of_a_range_are_not_in_it() {
    let table = table::<YouTube>().await;
    let own = [video(1, 1, 10), video(2, 1, 20)];
    store(&table, &own).await;
    // Of a known type they would be malformed, so that reading one is an error.
    let (low, high) = ("2020-01-01T00:00:10.000000000Z", "2020-01-01T00:00:20.000000000Z");
    for sk in
        ["\u{1}", "2020-01-01T00:00:09.999999999Z#99999999999999999999", "2020-01-01T00:00:10.000000000"]
    {
        write(&table, typed("user-1-videos", sk, "Video.by_creator")).await;
    }
    let above = [format!("{high}$"), "\u{10FFFF}".to_owned(), "9".to_owned()];
    for sk in above {
        write(&table, typed("user-1-videos", &sk, "Video.by_creator")).await;
    }
    let both = || Video::by_creator(1).range((at(10), 1)..=(at(20), 2));
    assert_eq!(both().all(&table).await.unwrap(), own);
    assert_eq!(both().count(&table).await.unwrap(), 2);
    write(&table, typed("user-1-videos", &format!("{high}#"), "Video.by_creator")).await;
    let range = || Video::by_creator(1).range(at(10)..at(20));
    assert_eq!(range().all(&table).await.unwrap(), own[..1]);
    assert_eq!(range().rev().all(&table).await.unwrap(), own[..1]);
    assert_eq!(range().count(&table).await.unwrap(), 1);
    let prefix = Video::by_creator(1).prefix(at(10));
    assert_eq!(prefix.all(&table).await.unwrap(), own[..1], "beside {low}");
    // The whole partition holds them, and says so.
    let error = Video::by_creator(1).all(&table).await.unwrap_err();
    assert!(error.is_malformed_item() || error.is_invalid_key(), "{error}");
}

#[tokio::test]
async fn foreign_types_in_a_partition_are_left_out_and_counted() {
    let table = table::<YouTube>().await;
    let own = [video(1, 1, 10), video(2, 1, 20)];
    store(&table, &own).await;
    let middle = "2020-01-01T00:00:15.000000000Z#00000000000000000009";
    write(&table, typed("user-1-videos", middle, "Advert")).await;
    write(&table, with(crate::support::raw::item("user-1-videos", "2020-x"), "title", s("no type"))).await;
    // Known, but of another pattern.
    write(&table, typed("user-1-videos", "2020-y", "User")).await;

    let page = Video::by_creator(1).page(&table).await.unwrap();
    assert_eq!((page.items, page.skipped), (own.to_vec(), 2));
    assert!(page.cursor.is_none());
    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), own);
    assert_eq!(Video::by_creator(1).count(&table).await.unwrap(), 2);
    assert_eq!(Video::by_creator(1).take(2).all(&table).await.unwrap(), own);
    let strict = Video::by_creator(1).strict();
    let error = strict.all(&table).await.unwrap_err();
    assert!(error.is_unknown_type(), "{error}");
    assert_eq!(error.key(), Some(("user-1-videos", Some(middle))));
    assert!(Video::by_creator(1).strict().count(&table).await.unwrap_err().is_unknown_type());
}

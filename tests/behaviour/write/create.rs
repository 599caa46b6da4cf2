//! `create` writes what is new, `put` replaces, `delete` removes.

use dynamodel::Entity as _;

use crate::support::model::{User, Video, YouTube};
use crate::support::store::{content, orphans, stored};
use crate::support::world::table;
use crate::support::youtube::{at, video};

#[tokio::test]
async fn creating_twice_is_an_error_that_says_what_and_where() {
    let table = table::<YouTube>().await;
    let user = User { user_id: 3, user_name: "cathy".to_owned(), created_at: at(0) };
    user.create().send(&table).await.unwrap();
    video(5, 3, 10).create().send(&table).await.unwrap();
    let before = stored(&table).await;

    let error = user.create().send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!((error.entity(), error.key()), (Some("User"), Some(("user-3", Some("_root")))));
    assert_eq!(error.table(), Some(table.name()));
    let error = video(5, 4, 99).create().send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!((error.entity(), error.key()), (Some("Video"), Some(("video-5", Some("_root")))));
    assert_eq!(stored(&table).await, before);
}

#[tokio::test]
async fn created_item_is_read() {
    let table = table::<YouTube>().await;
    video(5, 3, 10).create().send(&table).await.unwrap();
    assert_eq!(Video::get(5).send(&table).await.unwrap(), Some(video(5, 3, 10)));
    assert_eq!(Video::get(5).consistent().send(&table).await.unwrap(), Some(video(5, 3, 10)));
    assert_eq!(Video::get(6).send(&table).await.unwrap(), None);
    assert_eq!(Video::by_creator(3).all(&table).await.unwrap(), [video(5, 3, 10)]);
}

#[tokio::test]
async fn a_put_moves_the_copies() {
    let table = table::<YouTube>().await;
    video(5, 3, 10).put().send(&table).await.unwrap();
    let moved = video(5, 4, 20);
    moved.put().send(&table).await.unwrap();
    moved.put().send(&table).await.unwrap();
    assert_eq!(Video::by_creator(3).all(&table).await.unwrap(), []);
    assert_eq!(Video::by_creator(4).all(&table).await.unwrap(), std::slice::from_ref(&moved));
    assert_eq!(Video::get(5).send(&table).await.unwrap(), Some(moved.clone()));
    assert_eq!((stored(&table).await.len(), orphans(&stored(&table).await)), (2, Vec::new()));
    // The same items as if it had been there from the start.
    let other = crate::support::world::table::<YouTube>().await;
    moved.create().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
}

#[tokio::test]
async fn a_delete_takes_the_copies_along() {
    let table = table::<YouTube>().await;
    video(5, 3, 10).create().send(&table).await.unwrap();
    video(6, 3, 10).create().send(&table).await.unwrap();
    // A value whose lookup fields are not those stored: what is stored counts.
    video(5, 77, 1).delete().send(&table).await.unwrap();
    assert_eq!(Video::by_creator(3).all(&table).await.unwrap(), [video(6, 3, 10)]);
    Video::delete(6).send(&table).await.unwrap();
    Video::delete(6).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
    video(5, 3, 10).create().send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 2);
}

#[tokio::test]
async fn an_operation_is_a_value_and_its_future_is_send() {
    fn is_send<V: Send + 'static>(value: V) -> V {
        value
    }
    let table = table::<YouTube>().await;
    let create = is_send(video(5, 3, 10).create());
    assert!(stored(&table).await.is_empty(), "nothing is sent before");
    let sent = is_send(create.send(&table));
    tokio::spawn(sent).await.unwrap().unwrap();
    drop(is_send(is_send(Video::get(5)).send(&table)));
    drop(is_send(is_send(Video::by_creator(5)).all(&table)));
    drop(is_send(is_send(YouTube::scan()).page(&table)));
    is_send(Video::by_creator(5).stream(&table));
}

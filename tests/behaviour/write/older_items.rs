//! Items that are older than their lookup, or that another program wrote.

use dynamodel::Entity as _;

use crate::support::model::{Video, YouTube};
use crate::support::raw::{Item, n, s};
use crate::support::store::{content, orphans, stored, typed, with, write};
use crate::support::world::table;
use crate::support::youtube::video;

/// A video as it was before it had a lookup: no copy and no revision.
fn old() -> Item {
    let item = typed("video-1", "_root", "Video");
    let item = with(with(item, "video_id", n(1)), "video_title", s("video1"));
    with(with(item, "created_at", s("2020-01-01T00:00:10Z")), "creator_id", n(1))
}

#[tokio::test]
async fn an_item_older_than_its_lookup_heals_at_the_next_put() {
    let table = table::<YouTube>().await;
    write(&table, old()).await;
    assert_eq!(Video::get(1).send(&table).await.unwrap(), Some(video(1, 1, 10)));
    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), []);
    assert_eq!(orphans(&stored(&table).await).len(), 1);

    video(1, 1, 10).put().send(&table).await.unwrap();
    assert_eq!(Video::by_creator(1).all(&table).await.unwrap(), [video(1, 1, 10)]);
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
    // From then on it is like any other.
    video(1, 2, 10).put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 2);
    let healed = content(&table).await;
    let other = crate::support::world::table::<YouTube>().await;
    video(1, 2, 10).create().send(&other).await.unwrap();
    assert_eq!(healed, content(&other).await);
}

#[tokio::test]
async fn an_item_older_than_its_lookup_is_deleted() {
    let table = table::<YouTube>().await;
    write(&table, old()).await;
    Video::delete(1).send(&table).await.unwrap();
    assert!(stored(&table).await.is_empty());
}

#[tokio::test]
async fn a_revision_of_another_program_is_no_obstacle() {
    for revision in
        [s("v1"), n(-7), n(0), crate::support::raw::s(""), aws_n("1.5"), aws_n("18446744073709551615")]
    {
        let table = table::<YouTube>().await;
        write(&table, with(old(), "_revision", revision.clone())).await;
        video(1, 2, 10).put().send(&table).await.unwrap();
        assert_eq!(orphans(&stored(&table).await), [""; 0]);
        let raised = stored(&table).await;
        let item = raised.values().find(|item| item["entity_type"] == s("Video")).unwrap();
        assert!(item["_revision"].is_n() && item["_revision"] != revision, "{revision:?}");
        video(1, 3, 10).put().send(&table).await.unwrap();
        assert_eq!(stored(&table).await.len(), 2);
    }
}

fn aws_n(number: &str) -> aws_sdk_dynamodb::types::AttributeValue {
    aws_sdk_dynamodb::types::AttributeValue::N(number.to_owned())
}

#[tokio::test]
async fn a_put_over_what_cannot_be_read_changes_nothing() {
    let table = table::<YouTube>().await;
    let broken = with(old(), "creator_id", s("not a number"));
    write(&table, broken).await;
    let before = stored(&table).await;
    let error = video(1, 1, 10).put().send(&table).await.unwrap_err();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!((error.entity(), error.path()), (Some("Video"), Some("creator_id")));
    assert!(Video::delete(1).send(&table).await.unwrap_err().is_malformed_item());
    assert_eq!(stored(&table).await, before);
    // Something else altogether, under a video's key.
    write(&table, typed("video-1", "_root", "Alien")).await;
    let before = stored(&table).await;
    assert!(video(1, 1, 10).put().send(&table).await.unwrap_err().is_held_by_other());
    assert!(Video::delete(1).send(&table).await.unwrap_err().is_held_by_other());
    assert!(video(1, 1, 10).create().send(&table).await.unwrap_err().is_already_exists());
    assert_eq!(stored(&table).await, before);
}

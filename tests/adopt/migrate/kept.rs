//! Targets that exist before the migration.

use dynamodel::Entity as _;

use super::{New, World, new, video};
use crate::support::raw::{item, n, s};
use crate::support::store::{content, stored, with, write};
use dynamodel::Table as _;

fn target() -> new::Video {
    new::Video { video_id: 1, creator_id: 2, title: "title 1".to_owned() }
}

#[tokio::test]
async fn foreign_attributes_of_a_target_stay() {
    let world = World::empty().await;
    video(1).create().send(&world.old).await.unwrap();
    let other = new::Video { title: "other".to_owned(), creator_id: 9, ..target() };
    for mut stored in New::to_items(&other).unwrap() {
        stored.insert("rating".to_owned(), n(5));
        write(&world.new, stored).await;
    }
    let report = world.migration().send().await.unwrap();
    assert_eq!(report.written, 1, "{report}");
    let items = content(&world.new).await;
    let (mut wanted, mut copies) = (New::to_items(&target()).unwrap(), 0);
    for item in &mut wanted {
        item.insert("rating".to_owned(), n(5));
    }
    for item in items.values().filter(|item| item["type"] != s("Tag")) {
        assert!(wanted.contains(item), "{item:?}");
        copies += 1;
    }
    assert_eq!(copies, 2, "the copy of the other creator is gone");
}

#[tokio::test]
async fn other_stored_form_of_a_value_is_unchanged() {
    let world = World::empty().await;
    let mut plain = video(1);
    plain.tags.clear();
    plain.create().send(&world.old).await.unwrap();
    for mut stored in New::to_items(&target()).unwrap() {
        stored.insert("creator_id".to_owned(), n(2));
        stored.insert("_revision".to_owned(), n(7));
        stored.insert("note".to_owned(), s("mine"));
        if stored["type"] != s("Video") {
            stored.remove("_revision");
        }
        write(&world.new, stored).await;
    }
    let before = stored(&world.new).await;
    let report = world.migration().send().await.unwrap();
    assert_eq!((report.written, report.unchanged), (0, 1), "{report}");
    assert_eq!(stored(&world.new).await, before);
}

#[tokio::test]
async fn missing_copy_of_an_equal_target_is_added() {
    let world = World::empty().await;
    let mut plain = video(1);
    plain.tags.clear();
    plain.create().send(&world.old).await.unwrap();
    write(&world.new, New::to_items(&target()).unwrap().remove(0)).await;
    let report = world.migration().send().await.unwrap();
    assert_eq!(report.written, 1, "{report}");
    world.assert_migrated().await;
}

#[tokio::test]
async fn existing_target_is_kept_on_demand() {
    let world = World::filled().await;
    let other = new::Video { title: "other".to_owned(), ..target() };
    other.create().send(&world.new).await.unwrap();
    let report = world.migration().keep_existing().remove_source().send().await.unwrap();
    // Its tags are new.
    assert_eq!((report.written, report.kept, report.removed), (8, 1, 8), "{report}");
    assert!(!report.is_complete());
    assert_eq!(new::Video::get(1).send(&world.new).await.unwrap(), Some(other));
    assert_eq!(super::old::Video::get(2, 1).send(&world.old).await.unwrap(), Some(video(1)));
    let replaced = world.migration().send().await.unwrap();
    assert_eq!((replaced.written, replaced.unchanged), (1, 0), "{replaced}");
}

#[tokio::test]
async fn item_without_a_type_under_the_key_of_a_target_stays() {
    let world = World::empty().await;
    video(1).create().send(&world.old).await.unwrap();
    let untyped = with(item("video-1", "_root"), "more", n(1));
    write(&world.new, untyped.clone()).await;
    let report = world.migration().send().await.unwrap();
    assert!(matches!(report.left.as_slice(), [left] if left.error.is_untyped()), "{report}");
    assert_eq!(stored(&world.new).await.into_values().collect::<Vec<_>>(), [untyped]);
}

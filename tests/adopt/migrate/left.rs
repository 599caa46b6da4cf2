//! Items that are not migrated, and the reasons.

use std::error::Error as _;

use dynamodel::{Entity as _, Table as _, TableClient};

use super::{New, Old, World, new, old, user, video};
use crate::support::raw::{item, n, s};
use crate::support::store::{content, stored, with, write};

#[tokio::test]
async fn items_that_do_not_fit_are_reported() {
    let world = World::filled().await;
    let untitled = old::Video { title: String::new(), ..video(9) };
    untitled.create().send(&world.old).await.unwrap();
    write(&world.old, with(item("USER#8", "PROFILE"), "type", s("User"))).await;
    write(&world.old, with(item("USER#7", "PROFILE"), "first", s("Ann"))).await;
    write(&world.old, with(item("CLIP#1", "CLIP"), "type", s("Clip"))).await;
    write(&world.old, item("x", "y")).await;
    let expired = old::Video { ends_at: Some(1_000), ..video(6) };
    write(&world.old, Old::to_items(&expired).unwrap().remove(0)).await;
    let report = world.migration().send().await.unwrap();
    assert_eq!((report.written, report.unknown, report.expired), (9, 2, 1), "{report}");
    let mut left: Vec<_> =
        report.left.iter().map(|left| (left.key["pk"].as_s().unwrap().as_str(), &left.error)).collect();
    left.sort_by_key(|(key, _)| *key);
    let [(user2, refused), (user7, untyped), (user8, malformed)] = left.as_slice() else {
        panic!("{report}")
    };
    assert_eq!((*user7, *user8, *user2), ("USER#7", "USER#8", "USER#2"));
    assert!(untyped.is_untyped() && untyped.entity() == Some("User"), "{untyped}");
    assert!(malformed.is_malformed_item() && malformed.entity() == Some("User"), "{malformed}");
    assert!(refused.is_not_converted() && refused.entity() == Some("Video"), "{refused}");
    assert_eq!(refused.source().unwrap().to_string(), "video 9 has no title");
    world.assert_migrated_without_left().await;
}

impl World {
    /// As [`assert_migrated`](Self::assert_migrated), where the source cannot be scanned.
    async fn assert_migrated_without_left(&self) {
        let other = World::filled().await;
        other.migration().send().await.unwrap();
        assert_eq!(content(&self.new).await, content(&other.new).await);
    }
}

#[tokio::test]
async fn value_that_another_item_has_is_left() {
    let world = World::filled().await;
    let other = new::User { user_id: 9, name: "Other".to_owned(), mail: user(2).mail, version: 0 };
    other.create().send(&world.new).await.unwrap();
    for removes in [false, true] {
        let run = if removes { world.migration().remove_source() } else { world.migration() };
        let report = run.send().await.unwrap();
        let [left] = report.left.as_slice() else { panic!("{report}") };
        assert!(left.error.is_unique_violation(), "{}", left.error);
        assert_eq!(left.key["pk"], s("USER#2"));
    }
    assert_eq!(new::User::get(2).send(&world.new).await.unwrap(), None);
    assert_eq!(old::User::get(2).send(&world.old).await.unwrap(), Some(user(2)));
}

#[tokio::test]
async fn marker_of_another_program_is_not_taken() {
    let world = World::filled().await;
    let marker = with(with(item("MAIL#2@example.org", "MAIL"), "type", s("claim")), "user", n(5));
    write(&world.new, marker.clone()).await;
    let report = world.migration().send().await.unwrap();
    assert!(matches!(report.left.as_slice(), [left] if left.error.is_unique_violation()), "{report}");
    assert!(stored(&world.new).await.values().any(|item| *item == marker));
}

/// Migrates one note of the source to values that `convert` makes.
async fn left(convert: fn(u64) -> Vec<New>) -> (dynamodel::Error, TableClient<New>) {
    let world = World::empty().await;
    super::note(1).create().send(&world.old).await.unwrap();
    let run = world.old.migrate(&world.new, move |item: Old| match item {
        Old::Note(note) => convert(note.id),
        _ => Vec::new(),
    });
    let mut report = run.send().await.unwrap();
    assert_eq!((report.written, report.left.len()), (0, 1), "{report}");
    (report.left.remove(0).error, world.new)
}

fn tag(tag: String) -> New {
    New::Tag(new::Tag { tag, video_id: 1 })
}

#[tokio::test]
async fn values_that_cannot_be_written_are_left() {
    let (error, new) = left(|_| (0..100).map(|id| tag(format!("t{id}"))).collect()).await;
    assert!(error.is_over_limit(), "{error}");
    assert!(content(&new).await.is_empty());
    let (error, _) = left(|_| vec![tag("a".to_owned()), tag("a".to_owned())]).await;
    assert!(error.is_item_twice(), "{error}");
    let (error, _) = left(|_| vec![tag(String::new())]).await;
    assert!(error.is_invalid_key(), "{error}");
    let (error, _) =
        left(|id| vec![new::Note { note_id: id, words: vec!["x".repeat(500_000)] }.into()]).await;
    assert!(error.is_too_large(), "{error}");
}

#[tokio::test]
async fn item_without_values_is_skipped_and_stays() {
    let world = World::filled().await;
    let run = world.old.migrate(&world.new, |item| match item {
        Old::User(_) => None,
        other => super::convert(other).ok().and_then(|values| values.into_iter().next()),
    });
    let report = run.remove_source().send().await.unwrap();
    assert_eq!((report.written, report.skipped, report.removed), (6, 3, 6), "{report}");
    assert_eq!(Old::scan().all(&world.old).await.unwrap().len(), 3);
}

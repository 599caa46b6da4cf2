//! Both layouts in one table.

use dynamodel::{Entity as _, TableClient};

use super::{New, World, expected, fill, migration, new, note, user};
use crate::support::raw::s;
use crate::support::store::{content, stored, with, write};

/// The target in the source's table.
fn same(world: &World) -> TableClient<New> {
    New::table(world.old.client().clone()).named(world.old.name())
}

#[tokio::test]
async fn move_within_a_table_leaves_what_direct_writes_leave() {
    let world = World::filled().await;
    let (new, wanted) = (same(&world), expected(&world.old).await);
    let report = migration(&world.old, &new).remove_source().send().await.unwrap();
    // The note is replaced under its key.
    assert_eq!((report.written, report.removed), (9, 8), "{report}");
    assert!(report.is_complete(), "{report}");
    assert_eq!(content(&new).await, wanted);
    let before = stored(&new).await;
    let again = migration(&world.old, &new).remove_source().send().await.unwrap();
    assert!(again.is_complete() && again.written == 0 && again.removed == 0, "{again}");
    assert_eq!(again.unknown, 0, "{again}");
    assert_eq!(stored(&new).await, before);
    assert!(new.audit().send().await.unwrap().is_clean());
}

#[tokio::test]
async fn move_within_a_table_that_is_run_in_pages_ends_alike() {
    let world = World::filled().await;
    let (new, wanted) = (same(&world), expected(&world.old).await);
    let run = migration(&world.old, &new).remove_source().page_size(1).segments(3);
    assert!(run.send().await.unwrap().is_complete());
    assert_eq!(content(&new).await, wanted);
}

#[tokio::test]
async fn marker_cannot_be_of_both_layouts() {
    let world = World::empty().await;
    user(1).create().send(&world.old).await.unwrap();
    let new = same(&world);
    let before = stored(&new).await;
    let report = migration(&world.old, &new).send().await.unwrap();
    assert!(matches!(report.left.as_slice(), [left] if left.error.is_unique_violation()), "{report}");
    assert_eq!(stored(&new).await, before);
}

#[tokio::test]
async fn item_is_replaced_under_its_key_with_foreign_attributes() {
    let world = World::empty().await;
    note(1).create().send(&world.old).await.unwrap();
    let item = stored(&world.old).await.into_values().next().unwrap();
    write(&world.old, with(item, "color", s("red"))).await;
    let new = same(&world);
    let report = migration(&world.old, &new).send().await.unwrap();
    assert_eq!((report.written, report.removed), (1, 0), "{report}");
    let changed = new::Note { note_id: 1, words: vec!["a".to_owned(), "b".to_owned()] };
    assert_eq!(new::Note::get(1).send(&new).await.unwrap(), Some(changed.clone()));
    let mut wanted = <New as dynamodel::Table>::to_items(&changed).unwrap().remove(0);
    wanted.insert("color".to_owned(), s("red"));
    assert_eq!(content(&new).await.into_values().collect::<Vec<_>>(), [wanted]);
}

#[tokio::test]
async fn layouts_side_by_side_are_both_whole() {
    let world = World::empty().await;
    fill(&world.old).await;
    for id in 1..=3 {
        super::old::User::delete(id).send(&world.old).await.unwrap();
    }
    let (new, before) = (same(&world), content(&world.old).await);
    let mut wanted = expected(&world.old).await;
    let report = migration(&world.old, &new).send().await.unwrap();
    assert_eq!((report.written, report.removed), (6, 0), "{report}");
    wanted.extend(before.into_iter().filter(|(_, item)| item["type"] != s("OldNote")));
    assert_eq!(content(&new).await, wanted);
}

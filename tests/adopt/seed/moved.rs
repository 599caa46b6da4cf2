//! The migration to the new layout, and the way back.

use dynamodel::TableClient;

use super::steps::both::Tables;
use super::steps::migrate::migration;
use super::steps::new::{self, YouTube};
use super::steps::old::{PythonTable, Video};
use super::steps::switch::Reads;
use super::steps::{convert, python, queries};
use super::{both, orphans, steps, unborn};
use crate::support::store::stored;

async fn moved() -> (TableClient<PythonTable>, TableClient<YouTube>) {
    let (old, new) = both().await;
    let report = migration(&old, &new).await.unwrap().send().await.unwrap();
    assert!(report.is_complete(), "{report}");
    // The rows of the lists of users become copies.
    assert_eq!((report.scanned, report.written, report.skipped), (29, 18, 11));
    (old, new)
}

#[tokio::test]
async fn migrated_table_is_that_of_the_example_youtube() {
    let (old, new) = moved().await;
    let verified = migration(&old, &new).await.unwrap().dry_run().send().await.unwrap();
    assert_eq!((verified.written, verified.unchanged), (0, 18));
    let audit = new.audit().send().await.unwrap();
    assert!(audit.is_clean(), "{audit}");
    assert_eq!(orphans::find(&new).await.unwrap(), [""; 0]);
    let videos = queries::videos_of_user(&new, 3, 10).await.unwrap();
    assert_eq!(videos.iter().map(|card| card.video_id).collect::<Vec<_>>(), [9, 8, 7, 6, 5]);
    assert_eq!(queries::user(&new, 3).await.unwrap().unwrap().user_name, "user-3");
}

#[tokio::test]
async fn writes_of_the_python_program_reach_the_new_table_with_the_next_migration() {
    let (old, new) = moved().await;
    python::rename(&old, 6, "renamed").await.unwrap();
    let stale = migration(&old, &new).await.unwrap().dry_run().send().await.unwrap();
    assert_eq!((stale.written, stale.unchanged), (2, 16), "the video and its place");
    migration(&old, &new).await.unwrap().send().await.unwrap();
    let video = new::Video::get(6).required().send(&new).await.unwrap();
    assert_eq!((video.video_title.as_str(), video.version), ("renamed", 2));
    let verified = migration(&old, &new).await.unwrap().dry_run().send().await.unwrap();
    assert_eq!((verified.written, verified.unchanged), (0, 18));
}

/// A write to both tables while items are migrated is not overwritten by an older value.
#[tokio::test]
async fn writes_to_both_tables_are_not_lost_in_a_migration() {
    let (old, new) = both().await;
    let tables = Tables { old: &old, new: &new };
    let video = Video::get(7).send(&old).await.unwrap().unwrap();
    let migration = migration(&old, &new).await.unwrap().page_size(1);
    let (report, renamed) = tokio::join!(migration.send(), tables.rename(&video, "renamed meanwhile"));
    renamed.unwrap();
    assert!(report.unwrap().is_complete());
    assert_eq!(new::Video::get(7).required().send(&new).await.unwrap().video_title, "renamed meanwhile");
    let audit = new.audit().send().await.unwrap();
    assert!(audit.is_clean(), "{audit}");
}

#[tokio::test]
async fn way_back_leads_to_the_same_items() {
    let (old, new) = moved().await;
    let again = PythonTable::table(old.client().clone()).named("python-again");
    again.create().await.unwrap();
    let report = new.migrate(&again, convert::back).send().await.unwrap();
    assert!(report.is_complete(), "{report}");
    let mut back = stored(&again).await;
    // The Python program gives list rows no type.
    back.values_mut().filter(|item| item["sk"].as_s().unwrap() != "_root").for_each(|item| {
        item.remove("entity_type");
    });
    assert_eq!(back, stored(&old).await);
}

#[tokio::test]
async fn after_all_steps_both_tables_give_the_same_lists() {
    let (old, _) = both().await;
    let new = unborn(&old);
    let tables = Tables { old: &old, new: &new };
    steps::run(&tables).await.unwrap();
    for (user_id, channel_id) in [(1, 1), (2, 2), (3, 1), (3, 2), (4, 4)] {
        let lists = tables.lists(Reads::Old, user_id, channel_id).await.unwrap();
        assert_eq!(tables.lists(Reads::New, user_id, channel_id).await.unwrap(), lists);
    }
    assert_eq!(orphans::find(&new).await.unwrap(), [""; 0]);
}

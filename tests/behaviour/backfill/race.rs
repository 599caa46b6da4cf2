//! Backfills with concurrent writers.

use std::time::Duration;

use dynamodel::{Entity as _, Table, TableClient};

use crate::backfill::items::old_video;
use crate::backfill::{backfill, counts};
use crate::hierarchy::{File, Hierarchy};
use crate::support::model::{Video, YouTube};
use crate::support::raw::{item, n, s};
use crate::support::store::{orphans, stored, with, write};
use crate::support::world::{faulty, table};
use crate::support::youtube::video;
use dynamodel::testing::Fault;
use dynamodel::testing::When::Nth;

const TASKS: u64 = 20;
const VIDEOS: u64 = 12;
const ROUNDS: u64 = 8;

/// Writes as a program does that knows no lookup: sets attributes, and increments no revision.
async fn rename_by_hand(table: &TableClient<YouTube>, id: u64, title: &str) {
    let key = item(&format!("video-{id}"), "_root");
    let update = table.client().update_item().table_name(table.name()).set_key(Some(key));
    let update =
        update.update_expression("SET video_title = :title").condition_expression("attribute_exists(pk)");
    let title = aws_sdk_dynamodb::types::AttributeValue::S(title.to_owned());
    // It may be gone.
    drop(update.expression_attribute_values(":title", title).send().await);
}

/// The titles that are to be there at the end, unless others come after.
async fn change(table: TableClient<YouTube>, task: u64) {
    for round in 0..ROUNDS {
        let id = (task * 7 + round * 5) % VIDEOS;
        let title = format!("title-{task}-{round}");
        let sent = match (task + round) % 5 {
            0 => Video::delete(id).send(&table).await,
            1 => video(id, task, 10).create().send(&table).await,
            2 => video(id, task, i64::try_from(round).unwrap()).put().send(&table).await,
            3 => {
                rename_by_hand(&table, id, &title).await;
                Ok(())
            }
            _ => match Video::get(id).consistent().send(&table).await.unwrap() {
                Some(loaded) => loaded.update().set(Video::FIELDS.video_title, title).send(&table).await,
                None => Ok(()),
            },
        };
        if let Err(error) = sent {
            let expected = error.is_conflict() || error.is_already_exists() || error.is_not_found();
            assert!(expected, "{error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_lost_and_nothing_left_behind() {
    for _ in 0..3 {
        let table = table::<YouTube>().await;
        for id in 0..VIDEOS {
            write(&table, old_video(i64::try_from(id).unwrap(), 100)).await;
        }
        let tasks: Vec<_> = (0..TASKS).map(|task| tokio::spawn(change(table.clone(), task))).collect();
        let backfills: Vec<_> = (1..4)
            .map(|page_size| {
                let run = table.backfill::<Video>().page_size(page_size).segments(2).remove_strays();
                tokio::spawn(run.send())
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        for run in backfills {
            let done = run.await.unwrap().unwrap();
            assert!(done.left.iter().all(|left| left.error.is_conflict()), "{done:?}");
            assert_eq!(done.removed, 0, "none was without its item");
        }
        // What an older program has renamed at the end is what is left to do.
        backfill::<Video, _>(&table).await;
        let left = stored(&table).await;
        assert_eq!(orphans(&left), [""; 0]);
        let done = backfill::<Video, _>(&table).await;
        assert_eq!(counts(&done), [done.read, 0, done.read, 0]);
        // And it goes on as if nothing had been.
        for id in 0..VIDEOS {
            video(id, 5, 5).put().send(&table).await.unwrap();
        }
        assert_eq!(orphans(&stored(&table).await), [""; 0]);
    }
}

/// Every count of every writer is there afterwards, whatever the backfill writes meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn updates_add_up() {
    let table = table::<YouTube>().await;
    write(&table, old_video(1, 1)).await;
    let task = |task: usize| {
        let (table, letter) = (table.clone(), char::from(b"abcd"[task]));
        async move {
            for _ in 0..5 {
                loop {
                    let loaded = Video::get(1).consistent().send(&table).await.unwrap().unwrap();
                    let longer = |video: &mut Video| video.video_title.push(letter);
                    match loaded.update().with(longer).send(&table).await {
                        Ok(()) => break,
                        Err(error) => assert!(error.is_conflict(), "{error}"),
                    }
                }
            }
        }
    };
    let tasks: Vec<_> = (0..4).map(|at| tokio::spawn(task(at))).collect();
    for _ in 0..20 {
        // So that there is something to do.
        for copy in
            stored(&table).await.into_values().filter(|item| item["entity_type"] == s("Video.by_creator"))
        {
            let key = ["pk", "sk"].map(|name| (name.to_owned(), copy[name].clone()));
            let delete = table.client().delete_item().table_name(table.name());
            delete.set_key(Some(key.into())).send().await.unwrap();
        }
        let done = backfill::<Video, _>(&table).await;
        assert!(done.left.iter().all(|left| left.error.is_conflict()), "{done:?}");
    }
    for task in tasks {
        task.await.unwrap();
    }
    backfill::<Video, _>(&table).await;
    let title = Video::get(1).consistent().send(&table).await.unwrap().unwrap().video_title;
    assert_eq!(title.len(), "video1".len() + 20, "{title}");
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
}

/// A table on which the first request of this operation takes a minute to arrive.
async fn slow<T: Table>(operation: &str) -> (TableClient<T>, TableClient<T>) {
    let (faults, plain) = faulty::<T>().await;
    faults.on(operation, Nth(1), Fault::Delay(Duration::from_mins(1)));
    (TableClient::new(faults.client()).named(plain.name()), plain)
}

/// A program from before there were revisions raises none, and its copies are not those of the item that it has left.
#[tokio::test(start_paused = true)]
async fn concurrent_writes_of_older_programs_reach_the_copies() {
    for revision in [None, Some(5)] {
        let (slow, plain) = slow::<YouTube>("TransactWriteItems").await;
        let old =
            revision.map_or(old_video(1, 1), |revision| with(old_video(1, 1), "_revision", n(revision)));
        write(&plain, old).await;
        let run = tokio::spawn(slow.backfill::<Video>().send());
        tokio::time::sleep(Duration::from_secs(30)).await;
        rename_by_hand(&plain, 1, "renamed").await;
        assert_eq!(counts(&run.await.unwrap().unwrap()), [1, 1, 0, 0]);
        assert_eq!(orphans(&stored(&plain).await), [""; 0]);
        assert_eq!(Video::by_creator(1).all(&plain).await.unwrap()[0].video_title, "renamed");
    }
}

#[tokio::test(start_paused = true)]
async fn concurrent_writes_of_older_programs_reach_the_index() {
    let (slow, plain) = slow::<Hierarchy>("UpdateItem").await;
    let file = with(with(item("drive-c", "a/b"), "entity_type", s("File")), "drive", s("c"));
    let file = with(with(file, "path", s("a/b")), "folder", s("a"));
    write(&plain, file.clone()).await;
    let run = tokio::spawn(slow.backfill::<File>().send());
    tokio::time::sleep(Duration::from_secs(30)).await;
    write(&plain, with(file, "folder", s("moved"))).await;
    assert_eq!(counts(&run.await.unwrap().unwrap()), [1, 1, 0, 0]);
    let found = File::in_folder("c", "moved").all(&plain).await.unwrap();
    assert_eq!((found.len(), found[0].folder.as_str()), (1, "moved"));
}

#[tokio::test(start_paused = true)]
async fn backfill_does_not_restore_items_deleted_meanwhile() {
    for operation in ["BatchGetItem", "TransactWriteItems"] {
        let (slow, plain) = slow::<YouTube>(operation).await;
        write(&plain, old_video(1, 1)).await;
        let run = tokio::spawn(slow.backfill::<Video>().send());
        tokio::time::sleep(Duration::from_secs(30)).await;
        Video::delete(1).send(&plain).await.unwrap();
        assert_eq!(counts(&run.await.unwrap().unwrap()), [1, 0, 1, 0]);
        assert!(stored(&plain).await.is_empty());
    }
}

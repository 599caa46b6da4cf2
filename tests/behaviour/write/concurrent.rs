//! Many writers of one item at once.

use dynamodel::{Entity as _, TableClient};

use crate::support::model::{Video, YouTube};
use crate::support::store::{orphans, stored};
use crate::support::world::table;
use crate::support::youtube::video;

const TASKS: u64 = 64;
const ROUNDS: u64 = 4;

/// Each task its own creators, so that every write moves the copy.
async fn write(table: TableClient<YouTube>, task: u64) -> usize {
    let mut written = 0;
    for round in 0..ROUNDS {
        let video = video(1, 100 * task + round, i64::try_from(task).unwrap());
        let sent = match (task + round) % 4 {
            0 => Video::delete(1).send(&table).await,
            1 => video.create().send(&table).await,
            _ => video.put().send(&table).await,
        };
        match sent {
            Ok(()) => written += 1,
            Err(error) => assert!(error.is_conflict() || error.is_already_exists(), "{error}"),
        }
    }
    written
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_leave_no_orphan_and_no_gap() {
    let table = table::<YouTube>().await;
    let tasks: Vec<_> = (0..TASKS).map(|task| tokio::spawn(write(table.clone(), task))).collect();
    let mut written = 0;
    for task in tasks {
        written += task.await.unwrap();
    }
    assert!(written > 0);
    let left = stored(&table).await;
    assert_eq!(orphans(&left), [""; 0]);
    assert!(left.is_empty() || left.len() == 2, "{left:#?}");
    // And it goes on as if nothing had been.
    video(1, 5, 5).put().send(&table).await.unwrap();
    assert_eq!(orphans(&stored(&table).await), [""; 0]);
    assert_eq!(stored(&table).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_creates_succeeds() {
    let table = table::<YouTube>().await;
    let create = |task| {
        let sent = video(1, task, 0).create().send(&table);
        tokio::spawn(sent)
    };
    let tasks: Vec<_> = (0..64).map(create).collect();
    let mut winners = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => winners += 1,
            Err(error) => assert!(error.is_already_exists() || error.is_conflict(), "{error}"),
        }
    }
    assert_eq!((winners, stored(&table).await.len()), (1, 2));
}

#[test]
fn the_check_for_orphans_finds_them() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let table = table::<YouTube>().await;
        video(1, 1, 10).create().send(&table).await.unwrap();
        let whole = stored(&table).await;
        assert_eq!(orphans(&whole), [""; 0]);
        for key in whole.keys() {
            let mut part = whole.clone();
            part.remove(key);
            assert_eq!(orphans(&part).len(), 1, "without {key}");
            let mut stale = whole.clone();
            stale.get_mut(key).unwrap().insert("video_title".to_owned(), crate::support::raw::s("stale"));
            assert_eq!(orphans(&stale).len(), 2, "with another {key}");
        }
    });
}

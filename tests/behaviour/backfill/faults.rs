//! Failed requests of a backfill: each item is rewritten wholly or not at all, and the rest can be resumed.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamodel::{Entity as _, TableClient, op::PartialBackfill};

use super::items::old_video;
use super::{backfill, counts};
use crate::support::crash::kinds;
use crate::support::model::{Video, YouTube};
use crate::support::raw::{Item, n, s};
use crate::support::store::{Stored, content, orphans, stored, typed, write};
use crate::support::world::faulty;
use crate::support::youtube::video;
use dynamodel::testing::When::Nth;
use dynamodel::testing::{Fault, Faults};

/// One that is right, one whose copy is missing, one without a revision only, and a copy without an item.
async fn world() -> (Faults, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    for id in [1, 3] {
        video(id, 1, 10).create().send(&plain).await.unwrap();
    }
    let mut third = stored(&plain).await.into_values().find(|item| item["pk"] == s("video-3")).unwrap();
    third.remove("_revision");
    write(&plain, third).await;
    write(&plain, old_video(2, 2)).await;
    write(&plain, typed("creator-1", "video-1", "Video.by_creator")).await;
    (faults, plain)
}

/// The item and the copies of each video.
fn of_videos(stored: &Stored) -> Vec<Vec<&Item>> {
    let of = |id| stored.values().filter(|item| item.get("video_id") == Some(&n(id))).collect();
    [1, 2, 3].map(of).into()
}

/// The outcome when the n-th request fails: the number of requests, and whether the backfill completed.
async fn run(n: usize, fault: Fault, retries: RetryConfig, what: &str) -> (bool, usize) {
    let (faults, plain) = world().await;
    let before = stored(&plain).await;
    let (_, other) = world().await;
    other.backfill::<Video>().remove_strays().send().await.unwrap();
    let after = content(&other).await;
    faults.on_any(Nth(n), fault);
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(9)).build();
    let config = faults.config().retry_config(retries).timeout_config(timeouts);
    let table = YouTube::table(Client::from_conf(config.build()));
    let run = || table.backfill::<Video>().remove_strays().page_size(2).concurrency(2);
    let sent = run().send().await;

    let now = content(&plain).await;
    let mut unrevised = before.clone();
    for item in unrevised.values_mut() {
        item.remove("_revision");
    }
    for (at, found) in of_videos(&now).into_iter().enumerate() {
        let states = [&of_videos(&unrevised)[at], &of_videos(&after)[at]];
        assert!(states.contains(&&found), "{what}: half written: {found:#?}");
    }
    let (requests, came_to_its_end) = (faults.attempts().len(), sent.is_ok());
    match sent {
        Ok(done) => {
            assert_eq!((counts(&done), done.removed), ([3, 2, 1, 0], 1), "{what}");
            assert_eq!(now, after, "{what}");
        }
        Err(error) => {
            let unknown = error.is_outcome_unknown();
            let partial: PartialBackfill = error.into_partial().unwrap();
            let (first, cursor) = (partial.progress.rewritten, partial.progress.cursor);
            let rest = run().after(cursor).send().await.unwrap();
            assert!(first + rest.rewritten <= 2, "{what}: {first} and {rest:?}");
            assert!(first + rest.rewritten == 2 || unknown, "{what}");
        }
    }
    assert_eq!(content(&plain).await, after, "{what}");
    assert_eq!(orphans(&stored(&plain).await), [""; 0], "{what}");
    assert_eq!(counts(&backfill::<Video, _>(&plain).await), [3, 0, 3, 0], "{what}");
    (came_to_its_end, requests)
}

#[tokio::test(start_paused = true)]
async fn each_item_is_wholly_before_or_after_and_the_rest_can_be_done() {
    for (name, fault) in kinds() {
        for n in 1.. {
            let what = format!("{name} at request {n}, no retries");
            let (ended, requests) = run(n, fault.clone(), RetryConfig::disabled(), &what).await;
            if requests < n {
                assert!(ended && n > 6, "{what}");
                break;
            }
            assert!(ended || !matches!(name, "throttled"), "{what}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_single_failure_is_overcome_by_the_sdks_retries() {
    for (name, fault) in kinds() {
        for n in 1..=6 {
            let what = format!("{name} at request {n}, with retries");
            let (ended, _) = run(n, fault.clone(), RetryConfig::standard(), &what).await;
            // The SDK does not repeat what it cannot read, nor a conflict, which no read has.
            assert!(ended || matches!(name, "garbage" | "conflict"), "{what}");
        }
    }
}

//! Failed operations of many writes: each item is written wholly or not at all, and each outcome is reported correctly.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::testing::When::Nth;
use dynamodel::{
    BatchWrite, Entity as _, TableClient, op::PartialCreate, op::PartialDelete, op::PartialWrite,
    op::create_many,
};

use crate::faults::user;
use crate::support::crash::{client, kinds};
use crate::support::model::{ChannelVideo, User, Video, YouTube};
use crate::support::store::{Stored, orphans, stored};
use crate::support::world::faulty;
use crate::support::youtube::{at, video};

/// A table behind faults where the n-th request fails, for each way and each n, with and without the SDK's retries; and
/// the table without faults.
async fn cases(requests: usize) -> Vec<(String, TableClient<YouTube>, TableClient<YouTube>)> {
    let mut cases = Vec::new();
    for (name, fault) in kinds() {
        for n in 1..=requests {
            for (how, retries) in [("no", RetryConfig::disabled()), ("with", RetryConfig::standard())] {
                let (faults, plain) = faulty::<YouTube>().await;
                faults.on_any(Nth(n), fault.clone());
                let table = YouTube::table(client(&faults, retries));
                cases.push((format!("{name} at request {n}, {how} retries"), table, plain));
            }
        }
    }
    cases
}

fn videos(table: &Stored) -> usize {
    assert_eq!(orphans(table), [""; 0]);
    table.len() / 2
}

#[tokio::test(start_paused = true)]
async fn each_value_of_create_many_is_stored_or_said_not_to_be() {
    let values: Vec<_> = (0..5).map(|id| video(id, 1, 10)).collect();
    let mut failures = 0;
    for (what, table, plain) in cases(5).await {
        let outcomes = match create_many(&values).concurrency(1).send(&table).await {
            Ok(()) => values.iter().map(|_| Ok(())).collect(),
            Err(error) => error.into_partial::<PartialCreate>().unwrap().outcomes,
        };
        videos(&stored(&plain).await);
        for (value, outcome) in values.iter().zip(&outcomes) {
            let found = Video::get(value.video_id).consistent().send(&plain).await.unwrap();
            match outcome {
                Ok(()) => assert_eq!(found.as_ref(), Some(value), "{what}"),
                Err(error) if !error.is_outcome_unknown() => assert_eq!(found, None, "{what}: {error}"),
                Err(_) => {}
            }
        }
        failures += outcomes.iter().filter(|outcome| outcome.is_err()).count();
    }
    assert!(failures > 0);
}

#[tokio::test(start_paused = true)]
async fn failed_batch_returns_unwritten_items() {
    let mut failures = 0;
    for (what, table, plain) in cases(2).await {
        (30..40).map(|id| user(id, "old").put()).collect::<BatchWrite<YouTube>>().send(&plain).await.unwrap();
        let puts = (0..30).map(|id| user(id, "new").put());
        let batch =
            (30..40).fold(puts.collect::<BatchWrite<YouTube>>(), |batch, id| batch.and(User::delete(id)));
        if let Err(error) = batch.concurrency(1).send(&table).await {
            failures += 1;
            let (unknown, text) = (error.is_outcome_unknown(), error.to_string());
            let partial: PartialWrite<YouTube> = error.into_partial().unwrap();
            let left = partial.left.at_hand();
            let written = partial.progress.written;
            assert_eq!(written + left, 40, "{what}: {text}");
            let now = stored(&plain).await.into_values();
            let (new, old): (Vec<_>, Vec<_>) =
                now.partition(|item| item["user_name"].as_s().unwrap() == "new");
            let done = new.len() + 10 - old.len();
            assert!(
                done == written || (unknown && (written..=written + 25).contains(&done)),
                "{what}: {text}"
            );
            partial.left.send(&plain).await.unwrap();
        }
        let now = stored(&plain).await;
        assert!(
            now.len() == 30 && now.values().all(|item| item["user_name"].as_s().unwrap() == "new"),
            "{what}"
        );
    }
    assert!(failures > 0);
}

fn place(channel_id: u64, video_id: u64) -> ChannelVideo {
    ChannelVideo { channel_id, video_id, video_title: String::new(), created_at: at(0), creator_id: 1 }
}

#[tokio::test(start_paused = true)]
async fn failed_delete_all_counts_deleted_items() {
    let mut failures = 0;
    for (what, table, plain) in cases(4).await {
        let places = (0..35).map(|id| place(if id < 30 { 1 } else { 10 }, id).put());
        places.collect::<BatchWrite<YouTube>>().send(&plain).await.unwrap();
        let all = || ChannelVideo::in_channel(1).page_size(15).delete_all().concurrency(1);
        match all().send(&table).await {
            Ok(deleted) => assert_eq!(deleted, 30, "{what}"),
            Err(error) => {
                failures += 1;
                let gone = 35 - stored(&plain).await.len();
                let (unknown, deleted) =
                    (error.is_outcome_unknown(), error.partial::<PartialDelete>().unwrap().deleted);
                assert!(gone == deleted || (unknown && gone > deleted), "{what}: {error}");
                assert_eq!(all().send(&plain).await.unwrap(), 30 - gone, "{what}");
            }
        }
        assert_eq!(stored(&plain).await.len(), 5, "{what}: those of the other channel");
    }
    assert!(failures > 0);
}

#[tokio::test(start_paused = true)]
async fn failed_delete_all_leaves_no_copies() {
    let mut failures = 0;
    for (what, table, plain) in cases(7).await {
        let values: Vec<_> = (0..4).map(|id| video(id, 1 + id / 3, 10)).collect();
        create_many(&values).send(&plain).await.unwrap();
        let all = || Video::by_creator(1).delete_all().concurrency(1);
        match all().send(&table).await {
            Ok(deleted) => assert_eq!(deleted, 3, "{what}"),
            Err(error) => {
                failures += 1;
                let gone = 4 - videos(&stored(&plain).await);
                let (unknown, deleted) =
                    (error.is_outcome_unknown(), error.partial::<PartialDelete>().unwrap().deleted);
                assert!(gone == deleted || (unknown && gone > deleted), "{what}: {error}");
                assert_eq!(all().send(&plain).await.unwrap(), 3 - gone, "{what}");
            }
        }
        assert_eq!(videos(&stored(&plain).await), 1, "{what}");
    }
    assert!(failures > 0);
}

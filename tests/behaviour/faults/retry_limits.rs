//! The retries that a client of a table is set to.

use std::time::Duration;

use dynamodel::{Entity as _, Retry, TableClient, batch_get, batch_write, transact, transact_get};
use tokio::time::Instant;

use super::user;
use crate::support::model::{ChannelVideo, User, YouTube};
use crate::support::world::faulty;
use crate::support::youtube::at;
use dynamodel::testing::Fault::{self, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::First;

fn place(video_id: u64) -> ChannelVideo {
    let video_title = "video".to_owned();
    ChannelVideo { channel_id: 1, video_id, video_title, created_at: at(0), creator_id: 1 }
}

fn retrying(faults: &Faults, retry: Retry) -> TableClient<YouTube> {
    YouTube::table(faults.client()).retry(retry)
}

fn conflict() -> Fault {
    Fault::error(400, "TransactionConflictException")
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_retried_as_often_as_the_client_says() {
    let (faults, plain) = faulty::<YouTube>().await;
    for attempts in [1, 2, 4] {
        let table = retrying(&faults, Retry::new().max_attempts(attempts));
        faults.reset();
        faults.always("TransactWriteItems", conflict());
        let error = transact([user(1, "a").create()]).send(&table).await.unwrap_err();
        assert!(
            error.is_conflict() && error.to_string().contains(&format!("each of {attempts} ")),
            "{error}"
        );
        assert_eq!(faults.operations().len(), attempts);
        faults.reset();
        faults.always("TransactGetItems", conflict());
        let error = transact_get(vec![User::get(1)]).send(&table).await.unwrap_err();
        assert!(error.is_conflict(), "{error}");
        assert_eq!(faults.operations().len(), attempts);
    }
    assert_eq!(User::get(1).send(&plain).await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn unprocessed_entries_are_retried_as_often_as_the_client_says() {
    let (faults, _) = faulty::<YouTube>().await;
    for attempts in [1, 3] {
        let table = retrying(&faults, Retry::new().max_attempts(attempts));
        faults.reset();
        faults.always("BatchWriteItem", Partial(0));
        let error =
            batch_write([place(1), place(2)].iter().map(ChannelVideo::put)).send(&table).await.unwrap_err();
        assert!(error.is_unprocessed(), "{error}");
        assert_eq!(faults.operations().len(), attempts);
        faults.reset();
        faults.always("BatchGetItem", Partial(0));
        let error = batch_get([1, 2].map(User::get)).send(&table).await.unwrap_err();
        assert!(error.is_unprocessed(), "{error}");
        assert_eq!(faults.operations().len(), attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn the_pauses_are_those_of_the_client() {
    let (faults, _) = faulty::<YouTube>().await;
    let retry = Retry::new().min_delay(Duration::from_secs(10)).max_delay(Duration::from_secs(15));
    let table = retrying(&faults, retry);
    // 10 and 15 seconds, and up to as much again.
    let is_paused = |start: Instant| (25..=51).contains(&start.elapsed().as_secs());

    faults.on("TransactWriteItems", First(2), conflict());
    let start = Instant::now();
    transact([user(1, "a").create()]).send(&table).await.unwrap();
    assert!(is_paused(start), "{:?}", start.elapsed());

    faults.on("BatchWriteItem", First(2), Partial(0)).on("BatchGetItem", First(2), Partial(0));
    let start = Instant::now();
    batch_write([place(1)].iter().map(ChannelVideo::put)).send(&table).await.unwrap();
    assert!(is_paused(start), "{:?}", start.elapsed());
    let start = Instant::now();
    batch_get([1].map(User::get)).send(&table).await.unwrap();
    assert!(is_paused(start), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_retries_of_the_sdk_are_its_own() {
    let (faults, _) = faulty::<YouTube>().await;
    let table = retrying(&faults, Retry::new().max_attempts(1));
    faults.on("PutItem", First(2), Fault::throttled());
    user(1, "a").create().send(&table).await.unwrap();
    assert_eq!(faults.operations().len(), 3);
}

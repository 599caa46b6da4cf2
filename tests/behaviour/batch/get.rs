//! Many items by their keys, in one batch after the other.

use dynamodel::{BatchGet, Entity as _, TableClient, op::PartialBatch};

use crate::support::model::{Channel, User, Video, YouTube};
use crate::support::store::{typed, write};
use crate::support::world::{faulty, on, table};
use crate::support::youtube::{at, video};
use dynamodel::testing::Fault::{self, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

const BATCH: &str = "BatchGetItem";

fn user(id: u64) -> User {
    User { user_id: id, user_name: format!("user{id}"), created_at: at(0) }
}

/// Users with the odd ids below 250.
async fn users() -> (Faults, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    for id in (1..250).step_by(2) {
        user(id).create().send(&plain).await.unwrap();
    }
    let table = on::<YouTube>(faults.client());
    (faults, table)
}

fn all_ids() -> BatchGet<User, YouTube> {
    (0..250).map(User::get).collect()
}

fn expected() -> Vec<Option<User>> {
    (0..250).map(|id| (id % 2 == 1).then(|| user(id))).collect()
}

fn keys_of(faults: &Faults) -> Vec<usize> {
    let keys = |attempt: &dynamodel::testing::Attempt| {
        attempt.json()["RequestItems"]["entities"]["Keys"].as_array().unwrap().len()
    };
    faults.attempts().iter().map(keys).collect()
}

#[tokio::test(start_paused = true)]
async fn keys_are_read_a_hundred_at_a_time_and_answered_in_order() {
    let (faults, table) = users().await;
    assert_eq!(all_ids().send(&table).await.unwrap(), expected());
    assert_eq!(keys_of(&faults), [100, 100, 50]);
}

#[tokio::test(start_paused = true)]
async fn unprocessed_keys_are_requested_again() {
    let (faults, table) = users().await;
    faults.on(BATCH, First(2), Partial(33));
    let start = tokio::time::Instant::now();
    assert_eq!(all_ids().send(&table).await.unwrap(), expected());
    assert_eq!(keys_of(&faults), [100, 100, 100, 84]);
    assert!(start.elapsed() >= std::time::Duration::from_millis(100), "it waits before it asks again");
}

#[tokio::test(start_paused = true)]
async fn unprocessed_keys_are_returned_typed() {
    let (faults, table) = users().await;
    faults.on(BATCH, Nth(1), Partial(100)).always(BATCH, Partial(0));
    let error = all_ids().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<User>>().unwrap();
    assert!(error.is_unprocessed(), "{error}");
    assert_eq!(partial.items.len(), 250);
    assert_eq!(partial.items[..100], expected()[..100]);
    assert_eq!(partial.unprocessed, (100..250).collect::<Vec<_>>());
    let requests = faults.attempts().len();
    assert!((3..=20).contains(&requests), "{requests} requests are bounded");
    assert!(error.into_partial::<PartialBatch<User>>().is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_failure_keeps_what_came_before() {
    let (faults, table) = users().await;
    faults.on(BATCH, Nth(2), Fault::error(400, "AccessDeniedException"));
    let error = all_ids().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<User>>().unwrap();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert_eq!(partial.items[..100], expected()[..100]);
    assert_eq!(partial.unprocessed, (100..250).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_asked_for_twice_is_read_once() {
    let (faults, table) = users().await;
    let ids = [3, 1, 3, 2, 3, 2];
    let found =
        ids.map(User::get).into_iter().collect::<BatchGet<User, YouTube>>().send(&table).await.unwrap();
    let expected = ids.map(|id| (id % 2 == 1).then(|| user(id)));
    assert_eq!(found, expected);
    assert_eq!(keys_of(&faults), [3]);
    faults.reset();
    let none = BatchGet::<User, YouTube>::new().send(&table).await.unwrap();
    assert!(none.is_empty() && faults.attempts().is_empty());
}

#[tokio::test]
async fn kinds_can_be_mixed() {
    let table = table::<YouTube>().await;
    user(1).create().send(&table).await.unwrap();
    video(1, 1, 10).create().send(&table).await.unwrap();
    let batch = BatchGet::<YouTube, YouTube>::new();
    let batch = batch.and(Video::get(1)).and(Channel::get(1)).and(User::get(1).consistent());
    let expected = [Some(video(1, 1, 10).into()), None, Some(user(1).into())];
    assert_eq!(batch.send(&table).await.unwrap(), expected);
}

#[tokio::test]
async fn an_item_that_is_no_good_is_named_and_the_others_come() {
    let table = table::<YouTube>().await;
    user(1).create().send(&table).await.unwrap();
    user(3).create().send(&table).await.unwrap();
    write(&table, typed("user-2", "_root", "User")).await;
    let error = (1..=4).map(User::get).collect::<BatchGet<User, YouTube>>().send(&table).await.unwrap_err();
    let partial = error.partial::<PartialBatch<User>>().unwrap();
    assert!(error.is_malformed_item(), "{error}");
    assert_eq!(error.key(), Some(("user-2", Some("_root"))));
    assert_eq!(partial.items, [Some(user(1)), None, Some(user(3)), None]);
    assert_eq!(partial.unprocessed, [1]);
    write(&table, typed("user-2", "_root", "Alien")).await;
    let error = (1..=4).map(User::get).collect::<BatchGet<User, YouTube>>().send(&table).await.unwrap_err();
    assert!(error.is_type_mismatch());
}

#[tokio::test]
async fn consistent_reads_reach_every_request_of_a_batch() {
    let (faults, table) = users().await;
    let consistent_of = |faults: &Faults| {
        let consistent = |attempt: &dynamodel::testing::Attempt| {
            attempt.json()["RequestItems"]["entities"]["ConsistentRead"].as_bool().unwrap_or_default()
        };
        faults.attempts().iter().map(consistent).collect::<Vec<_>>()
    };
    all_ids().consistent().send(&table).await.unwrap();
    assert_eq!(consistent_of(&faults), [true; 3]);
    faults.reset();
    all_ids().and(User::get(1).consistent()).send(&table).await.unwrap();
    assert_eq!(consistent_of(&faults), [true; 3], "one consistent read makes the batch consistent");
    faults.reset();
    all_ids().send(&table).await.unwrap();
    assert_eq!(consistent_of(&faults), [false; 3]);
}

//! Many puts and deletes, whatever comes back unprocessed.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::{BatchWrite, Entity, Table, TableClient, op::PartialWrite};
use futures_core::Stream;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::support::model::{User, YouTube};
use crate::support::store::stored;
use crate::support::world::faulty;
use crate::support::youtube::at;
use dynamodel::testing::Fault::{self, LostReply, Partial};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};

const BATCH: &str = "BatchWriteItem";

fn user(id: u64, name: &str) -> User {
    User { user_id: id, user_name: name.to_owned(), created_at: at(0) }
}

fn users(count: u64) -> BatchWrite<YouTube> {
    (0..count).map(|id| user(id, "new").put()).collect()
}

async fn world() -> (Faults, TableClient<YouTube>, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    let table = YouTube::table(faults.client());
    (faults, table, plain)
}

/// The entries of each request.
fn sizes(faults: &Faults) -> Vec<usize> {
    let entries = |attempt: &dynamodel::testing::Attempt| {
        attempt.json()["RequestItems"]["entities"].as_array().unwrap().len()
    };
    faults.attempts().iter().map(entries).collect()
}

#[tokio::test(start_paused = true)]
async fn operations_are_sent_twenty_five_at_a_time() {
    let (faults, table, plain) = world().await;
    user(77, "old").put().send(&plain).await.unwrap();
    let done = users(60).and(User::delete(77)).and(User::delete(78)).send(&table).await.unwrap();
    assert_eq!((done.written, done.superseded, done.requests), (62, 0, 3));
    assert_eq!(sizes(&faults), [25, 25, 12]);
    assert_eq!(stored(&plain).await.len(), 60);
    faults.reset();
    let done = BatchWrite::<YouTube>::new().send(&table).await.unwrap();
    assert_eq!((done.written, faults.attempts().len()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_puts_are_stored_once_each_however_much_comes_back() {
    let (faults, table, plain) = world().await;
    let mut random = fastrand::Rng::with_seed(7);
    let mut unprocessed = 0;
    for nth in 1..=600 {
        match random.u8(0..100) {
            0..5 => drop(faults.on(BATCH, Nth(nth), Fault::throttled())),
            5..35 => {
                let processed = random.usize(12..25);
                unprocessed += 25 - processed;
                faults.on(BATCH, Nth(nth), Partial(processed));
            }
            _ => {}
        }
    }
    let done = users(10_000).concurrency(8).send(&table).await.unwrap();
    assert_eq!((done.written, done.superseded), (10_000, 0));
    assert_eq!(stored(&plain).await.len(), 10_000);
    let requests = faults.attempts().len();
    assert!(unprocessed > 500 && requests > 400, "there were faults");
    assert!(requests <= 400 * 13 / 10, "{requests} requests");
    // Each item was stored by the one request that did not leave it: what was sent again had come back.
    let sent: usize = sizes(&faults).iter().sum();
    let throttled = faults.attempts().len() - done.requests;
    assert!(sent <= 10_000 + unprocessed + throttled * 25, "{sent} entries sent");
}

#[tokio::test(start_paused = true)]
async fn unprocessed_writes_are_returned_and_can_be_sent_again() {
    let (faults, table, plain) = world().await;
    faults.on(BATCH, Nth(1), Partial(5)).on(BATCH, Nth(2), Partial(10)).always(BATCH, Partial(0));
    let start = Instant::now();
    let error = users(10_000).send(&table).await.unwrap_err();
    let partial = error.partial::<PartialWrite<YouTube>>().unwrap();
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
    assert!(faults.attempts().len() < 60, "{} requests", faults.attempts().len());
    assert!(error.is_unprocessed() && !error.is_outcome_unknown());
    assert_eq!((partial.progress.written, partial.left.at_hand(), partial.refused.len()), (15, 9_985, 0));
    assert_eq!(stored(&plain).await.len(), 15);
    let text = error.to_string();
    assert!(
        text.starts_with("15 operations of the batch were written, 9985 are left: DynamoDB left "),
        "{text}"
    );
    faults.reset();
    let done = error.into_partial::<PartialWrite<YouTube>>().unwrap().left.send(&table).await.unwrap();
    assert_eq!((done.written, stored(&plain).await.len()), (9_985, 10_000));
}

#[tokio::test(start_paused = true)]
async fn a_permanent_throttle_ends_in_bounded_time() {
    let (faults, table, plain) = world().await;
    faults.always(BATCH, Fault::throttled());
    let start = Instant::now();
    let error = users(10_000).send(&table).await.unwrap_err();
    let partial = error.partial::<PartialWrite<YouTube>>().unwrap();
    assert!(start.elapsed() < Duration::from_mins(2), "{:?}", start.elapsed());
    assert!(error.is_throttled());
    assert_eq!((partial.progress.written, partial.left.at_hand()), (0, 10_000));
    assert!(stored(&plain).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_error_stops_the_batch_and_what_is_under_way_is_counted() {
    let (faults, table, plain) = world().await;
    faults.on(BATCH, Nth(2), Fault::error(400, "AccessDeniedException"));
    let error = users(10_000).send(&table).await.unwrap_err();
    let partial = error.partial::<PartialWrite<YouTube>>().unwrap();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let written = partial.progress.written;
    assert_eq!((written + partial.left.at_hand(), written), (10_000, stored(&plain).await.len()));
    assert!(written <= 100, "{written}");
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_no_harm_and_said_where_it_ends_the_batch() {
    let (faults, table, plain) = world().await;
    faults.on(BATCH, Nth(1), LostReply);
    assert_eq!(users(30).send(&table).await.unwrap().written, 30);
    let table = YouTube::table(faults.client_with(RetryConfig::disabled()));
    faults.reset();
    faults.on(BATCH, Nth(2), LostReply);
    let batch = (0..30).map(User::delete).collect::<BatchWrite<YouTube>>().concurrency(1);
    let error = batch.send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown());
    let partial = error.partial::<PartialWrite<YouTube>>().unwrap();
    assert_eq!((partial.progress.written, partial.left.at_hand()), (25, 5));
    assert!(stored(&plain).await.is_empty(), "it had happened");
}

#[tokio::test(start_paused = true)]
async fn later_of_two_writes_of_one_key_wins() {
    for (nth, fault) in [(0, Partial(0)), (1, Partial(3)), (1, Fault::throttled()), (2, Partial(20))] {
        let (faults, table, plain) = world().await;
        faults.on(BATCH, First(nth), fault);
        let names = |round: &'static str| (0..40).map(move |id| user(id, round).put());
        let last = (0..40).filter(|id| id % 4 == 3).map(User::delete);
        let batch = BatchWrite::new().and_each(names("first")).and_each(names("second")).and_each(last);
        let done = batch.send(&table).await.unwrap();
        assert_eq!(done.written + done.superseded, 90);
        let stored = stored(&plain).await;
        assert_eq!(stored.len(), 30);
        assert!(stored.values().all(|item| item["user_name"].as_s().unwrap() == "second"));
        for attempt in faults.attempts() {
            let body = attempt.json();
            let entries = body["RequestItems"]["entities"].as_array().unwrap();
            let keys = entries.iter().map(|entry| {
                let put = &entry["PutRequest"]["Item"]["pk"];
                if put.is_null() { &entry["DeleteRequest"]["Key"]["pk"] } else { put }
            });
            let mut keys: Vec<_> = keys.map(ToString::to_string).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), entries.len());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_writes_of_one_key_end_with_the_last() {
    let (_, table, plain) = world().await;
    let names = (0..1000).map(|nth| user(1, &format!("name{nth}")).put());
    let done = BatchWrite::new().and_each(names).send(&table).await.unwrap();
    assert_eq!(done.written + done.superseded, 1000);
    let name = User::get(1).send(&plain).await.unwrap().unwrap().user_name;
    assert_eq!(name, "name999");
}

/// A stream that gives one operation a second.
struct Slow {
    left: VecDeque<User>,
    pause: Pin<Box<tokio::time::Sleep>>,
}

impl Stream for Slow {
    type Item = dynamodel::op::Put<User>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        std::task::ready!(self.pause.as_mut().poll(cx));
        let next = Instant::now() + Duration::from_secs(1);
        self.pause.as_mut().reset(next);
        Poll::Ready(self.left.pop_front().map(|user| user.put()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_written_as_it_comes() {
    let (faults, table, plain) = world().await;
    let left = (0..60).map(|id| user(id, "slow")).collect();
    let slow = Slow { left, pause: Box::pin(tokio::time::sleep(Duration::ZERO)) };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let batch = BatchWrite::new().and_stream(slow).and(user(60, "last").put());
    let batch = batch.progress(move |progress| log.lock().unwrap().push((progress.written, Instant::now())));
    let start = Instant::now();
    assert_eq!(batch.send(&table).await.unwrap().written, 61);
    let seen: Vec<_> = seen.lock().unwrap().iter().map(|(n, at)| (*n, (*at - start).as_secs())).collect();
    assert_eq!(seen, [(25, 24), (50, 49), (61, 60)]);
    assert_eq!((sizes(&faults), stored(&plain).await.len()), (vec![25, 25, 11], 61));
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_left_where_it_was_when_the_batch_stops() {
    let (faults, table, plain) = world().await;
    faults.always(BATCH, Fault::error(400, "AccessDeniedException"));
    let left = (0..60).map(|id| user(id, "slow")).collect();
    let slow = Slow { left, pause: Box::pin(tokio::time::sleep(Duration::ZERO)) };
    let error = BatchWrite::<YouTube>::new().and_stream(slow).send(&table).await.unwrap_err();
    assert!(error.to_string().contains("and more were not asked for"), "{error}");
    let partial: PartialWrite<YouTube> = error.into_partial().unwrap();
    assert_eq!((partial.progress.written, partial.left.at_hand()), (0, 25));
    faults.reset();
    assert_eq!(partial.left.send(&table).await.unwrap().written, 60);
    assert_eq!(stored(&plain).await.len(), 60);
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "note-{name}")]
struct Note {
    name: String,
    text: String,
    numbers: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notes", sk = none, type_attribute = "type")]
enum Notes {
    Note(Note),
}

fn note(name: &str, text: usize, numbers: usize) -> Note {
    Note { name: name.to_owned(), text: "x".repeat(text), numbers: vec![1; numbers] }
}

#[tokio::test(start_paused = true)]
async fn invalid_writes_are_reported_and_the_others_are_written() {
    let (faults, plain) = faulty::<Notes>().await;
    let table = Notes::table(faults.client());
    let batch = BatchWrite::new().and(note("a", 1, 0).put()).and(note("", 1, 0).put());
    let batch = batch.and(note("b", 400 * 1024, 0).put()).and(Note::delete("c"));
    let batch = batch.and(Note::delete("d").must_exist());
    let error = batch.send(&table).await.unwrap_err();
    let partial = error.partial::<PartialWrite<Notes>>().unwrap();
    assert_eq!((partial.progress.written, partial.left.at_hand()), (2, 0));
    assert_eq!(partial.refused.iter().map(|refused| refused.index).collect::<Vec<_>>(), [1, 2, 4]);
    assert!(partial.refused[0].error.is_invalid_key() && partial.refused[1].error.is_too_large());
    assert_eq!(partial.refused[1].error.key(), Some(("note-b", None)));
    assert!(partial.refused[2].error.is_condition_in_batch(), "{error}");
    assert_eq!(stored(&plain).await.len(), 1);
    assert!(error.is_invalid_key() && error.to_string().contains(", 3 were refused: "), "{error}");
}

#[test]
fn a_request_has_16_mb_at_the_most() {
    let table = Notes::table(dynamodel::embedded::client());
    // Each of these characters is one byte of an item, and six of a request.
    let text = "\u{1}".repeat(390 * 1024);
    let large = (0..25).map(|nth| Note { text: text.clone(), ..note(&nth.to_string(), 0, 0) }.put());
    let request = large.collect::<BatchWrite<Notes>>().request(&table).unwrap();
    let entries = request.request_items().unwrap()["notes"].len();
    assert_eq!(entries, 16 * 1024 * 1024 / (390 * 1024 * 6));
    let small = (0..30).map(|nth| note(&nth.to_string(), 1, 1).put());
    let request = small.collect::<BatchWrite<Notes>>().request(&table).unwrap();
    assert_eq!(request.request_items().unwrap()["notes"].len(), 25);
}

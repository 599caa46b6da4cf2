//! Each kind of fault once.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemOutput};
use aws_sdk_dynamodb::types::KeysAndAttributes;
use dynamodel::embedded::Engine;
use tokio::time::Instant;

use crate::support::raw::{TABLE, create, get, item, write};
use dynamodel::testing::Fault::{self, Delay, Hang, LostReply, Partial, Refused, ReplyTimeout};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{Always, First, Nth, Random};

type PutResult = Result<PutItemOutput, SdkError<PutItemError>>;

/// A table behind faults, with the log cleared.
async fn faulty() -> Faults {
    let faults = Faults::new(Engine::memory().http_client());
    create(&faults.client()).await;
    faults.reset();
    faults
}

async fn try_put(client: &Client) -> PutResult {
    client.put_item().table_name(TABLE).set_item(Some(item("p", "a"))).send().await
}

async fn put_once(faults: &Faults) -> PutResult {
    try_put(&faults.client_with(RetryConfig::disabled())).await
}

async fn is_stored(faults: &Faults) -> bool {
    get(&faults.client(), "p", "a").await.is_some()
}

#[tokio::test(start_paused = true)]
async fn errors_are_retried_by_the_sdk_and_logged() {
    let faults = faulty().await.on("PutItem", First(2), Fault::throttled());
    try_put(&faults.client()).await.unwrap();
    assert_eq!(faults.operations(), ["PutItem"; 3]);
    assert_eq!(faults.attempts()[2].json()["Item"]["sk"]["S"], "a");

    faults.reset();
    assert!(faults.attempts().is_empty());
    faults.always("PutItem", Fault::internal());
    let error = try_put(&faults.client()).await.unwrap_err();
    assert_eq!(error.code(), Some("InternalServerError"));
    assert_eq!(faults.attempts().len(), 3);
}

#[tokio::test]
async fn the_nth_request_fails_whatever_it_is() {
    let conflict = Fault::error(400, "TransactionConflictException");
    let faults = faulty().await.on_any(Nth(2), conflict);
    assert!(!is_stored(&faults).await);
    let error = put_once(&faults).await.unwrap_err().into_service_error();
    assert!(error.is_transaction_conflict_exception());
    put_once(&faults).await.unwrap();
}

#[tokio::test]
async fn an_answer_can_be_given_literally() {
    let canned = r#"{"Item": {"pk": {"S": "p"}, "sk": {"S": "canned"}}}"#;
    let faults = faulty().await.on("GetItem", Nth(1), Fault::response(200, canned));
    assert_eq!(get(&faults.client(), "p", "a").await, Some(item("p", "canned")));
    assert_eq!(get(&faults.client(), "p", "a").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_hang_ends_only_by_timeout_and_a_delay_by_itself() {
    let faults = faulty().await.on("PutItem", Nth(1), Hang);
    let timeout = TimeoutConfig::builder().operation_timeout(Duration::from_mins(1)).build();
    let client = Client::from_conf(faults.config().timeout_config(timeout).build());
    assert!(matches!(try_put(&client).await, Err(SdkError::TimeoutError(_))));

    faults.on("PutItem", Nth(2), Delay(Duration::from_secs(30)));
    let start = Instant::now();
    try_put(&client).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_refused_request_is_not_done_and_a_lost_reply_is() {
    for (fault, done) in [(Refused, false), (LostReply, true), (ReplyTimeout, true)] {
        let timeout = matches!(fault, ReplyTimeout);
        let faults = faulty().await.on("PutItem", Nth(1), fault);
        let Err(SdkError::DispatchFailure(failure)) = put_once(&faults).await else {
            panic!("the request was answered");
        };
        assert_eq!((failure.is_timeout(), failure.is_io()), (timeout, !timeout));
        assert_eq!(is_stored(&faults).await, done);
    }
}

#[tokio::test]
async fn part_of_a_batch_comes_back() {
    let faults = faulty().await;
    let client = faults.client();
    faults.on("BatchWriteItem", Nth(1), Partial(2)).on("BatchWriteItem", Nth(2), Partial(0));
    faults.on("BatchGetItem", Nth(1), Partial(1));
    let items: Vec<_> = (0..3).map(|i| item("p", &i.to_string())).collect();
    let writes: Vec<_> = items.iter().cloned().map(write).collect();

    let mut left = HashMap::from([(TABLE.to_owned(), writes)]);
    for expected in [1, 1, 0] {
        let sent = client.batch_write_item().set_request_items(Some(left)).send().await.unwrap();
        left = sent.unprocessed_items.unwrap_or_default();
        assert_eq!(left.values().map(Vec::len).sum::<usize>(), expected);
    }

    let keys = KeysAndAttributes::builder().set_keys(Some(items)).consistent_read(true);
    let keys = keys.build().unwrap();
    let read = client.batch_get_item().request_items(TABLE, keys).send().await.unwrap();
    assert_eq!(read.responses().unwrap()[TABLE].len(), 1);
    let left = &read.unprocessed_keys().unwrap()[TABLE];
    assert_eq!((left.keys().len(), left.consistent_read()), (2, Some(true)));
}

/// Returns the failed ones of a hundred puts.
async fn failed(seed: u64, chance: f64) -> Vec<usize> {
    let faults = faulty().await.on_any(Random { seed, chance }, Refused);
    let client = faults.client_with(RetryConfig::disabled());
    let mut failed = Vec::new();
    for nth in 0..100 {
        if try_put(&client).await.is_err() {
            failed.push(nth);
        }
    }
    let logged = faults.attempts().into_iter().enumerate();
    let logged = logged.filter(|(_, attempt)| matches!(attempt.fault(), Some(Refused)));
    assert_eq!(logged.map(|(nth, _)| nth).collect::<Vec<_>>(), failed, "the log says which");
    failed
}

#[tokio::test]
async fn a_seed_decides_which_attempts_fail() {
    let some = failed(7, 0.3).await;
    assert!((15..45).contains(&some.len()), "{some:?}");
    assert_eq!(failed(7, 0.3).await, some);
    assert_ne!(failed(8, 0.3).await, some);
    assert_eq!((failed(7, 0.0).await.len(), failed(7, 1.0).await.len()), (0, 100));
}

#[tokio::test]
async fn a_request_that_is_no_batch_is_not_cut_and_a_status_that_is_none_is_an_error() {
    let faults =
        faulty().await.on("PutItem", Nth(1), Partial(0)).on("PutItem", Nth(2), Fault::response(7, ""));
    put_once(&faults).await.unwrap();
    assert!(put_once(&faults).await.is_err());
}

#[tokio::test]
async fn no_log_shows_the_values_of_items() {
    let faults = faulty().await.on("GetItem", Always, Refused);
    let secret = aws_sdk_dynamodb::types::AttributeValue::S("hunter2".to_owned());
    let put = faults.client().put_item().table_name(TABLE).set_item(Some(item("p", "a")));
    put.item("password", secret).send().await.unwrap();
    assert!(faults.attempts()[0].body().contains("hunter2"));
    assert!(!format!("{faults:?} {:?}", faults.attempts()).contains("hunter2"));
}

//! Failed requests: retries and errors are those of the SDK.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::config::interceptors::FinalizerInterceptorContextMut;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents, StalledStreamProtectionConfig};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::{Client, config::Builder};
use aws_smithy_runtime_api::client::interceptors::context::Output;
use dynamodel::{BatchGet, TableClient, transact_get};

use crate::canned::{Canned, End, Reply};
use crate::text_of;
use crate::thing::{Part, Things};

const PAGE: &str = r#"{"Count":1,"Items":[{"type":{"S":"Part"},"pk":{"S":"part-7"},"sk":{"S":"_root"},"rank":{"N":"1"},
    "color":{"S":"red"}}],"ScannedCount":1}"#;

fn part(part_id: u32) -> Part {
    Part { part_id, rank: 1, color: "red".to_owned() }
}

fn item(part_id: u32) -> String {
    format!(
        r#"{{"rank":{{"N":"1"}},"color":{{"S":"r\u0065d"}},"sk":{{"S":"_root"}},"pk":{{"S":"part-{part_id}"}},
            "type":{{"S":"Part"}}}}"#
    )
}

async fn read(table: &TableClient<Things>) -> Result<Vec<Part>, String> {
    Part::by_rank().all(table).await.map_err(|error| text_of(&error))
}

/// Reads these responses with and without the SDK's deserializer. Returns the outcome and the number of requests.
async fn outcome(replies: &[Reply]) -> (Result<Vec<Part>, String>, usize) {
    let outcomes = [true, false].map(|by_sdk| async move {
        let canned = Canned::new(replies.to_vec());
        let table = canned.table::<Things>();
        let table = if by_sdk { table.items_by_sdk() } else { table };
        (read(&table).await, canned.requests())
    });
    let [theirs, ours] = outcomes;
    let (theirs, ours) = (theirs.await, ours.await);
    assert_eq!(ours, theirs);
    ours
}

#[tokio::test(start_paused = true)]
async fn failed_attempts_are_retried() {
    let page = Reply::ok(PAGE);
    let throttled = || Reply::error(400, "ProvisionedThroughputExceededException");
    let read = |requests| (Ok(vec![part(7)]), requests);
    assert_eq!(outcome(std::slice::from_ref(&page)).await, read(1));
    assert_eq!(outcome(&[throttled(), page.clone()]).await, read(2));
    assert_eq!(outcome(&[Reply::error(500, "InternalServerError"), page.clone()]).await, read(2));
    assert_eq!(outcome(&[page.clone().framed(40).ends(End::Cut), page.clone()]).await, read(2));
    let (refused, requests) = outcome(&[throttled()]).await;
    assert!(refused.unwrap_err().contains("ProvisionedThroughputExceeded"));
    assert_eq!(requests, 3);
}

#[tokio::test(start_paused = true)]
async fn malformed_responses_are_errors_of_the_sdk() {
    for body in ["", "{", "{}", "[]", r#"{"Items":[{"a":1}]}"#, r#"{"Items":[],"Count":"x"}"#, "<html>"] {
        let _ = outcome(&[Reply::ok(body)]).await;
    }
    let error = Reply { status: 400, ..Reply::ok(PAGE) };
    assert!(outcome(&[error]).await.0.is_err(), "items in an error are none");
}

#[tokio::test]
async fn batches_and_transactions_are_read_from_bytes() {
    let keys = || (1..=3).map(Part::get);
    let batch = format!(r#"{{"UnprocessedKeys":{{}},"Responses":{{"things":[{},{}]}}}}"#, item(3), item(1));
    let transaction = format!(r#"{{"Responses":[{{"Item":{}}},{{}},{{"Item":{}}}]}}"#, item(1), item(3));
    for by_sdk in [true, false] {
        let of = |canned: &Canned| {
            let table = canned.table::<Things>();
            if by_sdk { table.items_by_sdk() } else { table }
        };
        let table = of(&Canned::new([Reply::ok(batch.clone())]));
        let found = keys().collect::<BatchGet<Part, Things>>().send(&table).await.unwrap();
        assert_eq!(found, [Some(part(1)), None, Some(part(3))]);
        let table = of(&Canned::new([Reply::ok(transaction.clone()).framed(10)]));
        let found = transact_get(keys().collect::<Vec<_>>()).send(&table).await.unwrap();
        assert_eq!(found, [Some(part(1)), None, Some(part(3))]);
    }
}

/// A client whose stalled responses fail after a second.
fn impatient(canned: &Canned) -> Builder {
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_secs(1)).build();
    canned.config().stalled_stream_protection(protection)
}

/// The order of interceptors is not promised: the body that takes the items out has to be around that of the protection.
#[tokio::test]
async fn stalled_responses_fail_as_without() {
    for by_sdk in [true, false] {
        let canned = Canned::new([Reply::ok(PAGE).framed(50).ends(End::Stalled)]);
        let config =
            impatient(&canned).retry_config(aws_sdk_dynamodb::config::retry::RetryConfig::disabled());
        let table = TableClient::<Things>::new(Client::from_conf(config.build()));
        let table = if by_sdk { table.items_by_sdk() } else { table };
        let start = Instant::now();
        let error = read(&table).await.unwrap_err();
        assert!(error.contains("minimum throughput"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn slow_responses_are_read() {
    let canned = Canned::new([Reply::ok(PAGE).framed(50).ends(End::After(Duration::from_millis(300)))]);
    let table = TableClient::<Things>::new(Client::from_conf(impatient(&canned).build()));
    assert_eq!(read(&table).await, Ok(vec![part(7)]));
}

/// Sets the output of a request after its response, as mocks do.
#[derive(Debug)]
struct Mock(fn() -> QueryOutput);

impl Intercept for Mock {
    fn name(&self) -> &'static str {
        "mock"
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        *context.output_or_error_mut().unwrap() = Ok(Output::erase((self.0)()));
        Ok(())
    }
}

fn output() -> QueryOutput {
    let s = |text: &str| AttributeValue::S(text.to_owned());
    let attributes = [("pk", s("part-9")), ("sk", s("_root")), ("type", s("Part")), ("color", s("red"))];
    let rank = ("rank", AttributeValue::N("1".to_owned()));
    let item = attributes.into_iter().chain([rank]).map(|(name, value)| (name.to_owned(), value)).collect();
    QueryOutput::builder().items(item).build()
}

#[tokio::test]
async fn outputs_that_interceptors_set_are_used() {
    for body in ["{}", PAGE] {
        let canned = Canned::new([Reply::ok(body)]);
        let config = canned.config().interceptor(Mock(output));
        let table = TableClient::<Things>::new(Client::from_conf(config.build()));
        assert_eq!(read(&table).await, Ok(vec![part(9)]));
    }
}

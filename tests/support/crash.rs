//! Every request of a write fails in every way, one at a time: the table is wholly before or wholly after, and the
//! error says which is known, or that it is not.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamodel::{Error, Table, TableClient};

use super::store::{Stored, content, stored, without_revisions};
use super::world::faulty;
use dynamodel::testing::Fault::{self, BrokenBody, Hang, LostReply, Refused, ReplyTimeout};
use dynamodel::testing::When::Nth;

pub(crate) type Sent = Pin<Box<dyn Future<Output = Result<(), Error>>>>;
pub(crate) type Filled = Pin<Box<dyn Future<Output = ()>>>;

/// A write, and how many requests it makes when nothing fails.
pub(crate) struct Write<T> {
    pub(crate) name: &'static str,
    pub(crate) requests: usize,
    pub(crate) overcomes: Overcomes,
    pub(crate) send: fn(TableClient<T>) -> Sent,
}

/// The faults that a write overcomes by retries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Overcomes {
    /// Conflicts; all else is left to the SDK.
    Conflicts,
    /// Throttling too.
    Throttling,
    /// It is not sent again where it could count twice.
    NoLostAnswer,
}

/// The items before the writes, and the check for missing and superfluous items.
pub(crate) struct World<T> {
    pub(crate) fill: fn(TableClient<T>) -> Filled,
    pub(crate) astray: fn(&Stored) -> Vec<String>,
}

/// Every kind of fault, with its name.
pub(crate) fn kinds() -> Vec<(&'static str, Fault)> {
    vec![
        ("refused", Refused),
        ("lost reply", LostReply),
        ("reply timeout", ReplyTimeout),
        ("broken body", BrokenBody),
        ("internal error", Fault::internal()),
        ("throttled", Fault::throttled()),
        ("unavailable", Fault::error(503, "ServiceUnavailable")),
        ("conflict", Fault::error(400, "TransactionConflictException")),
        ("garbage", Fault::response(200, "{")),
        ("hang", Hang),
    ]
}

/// Returns `true` if it is open after this fault what the server did.
fn is_open(fault: &str) -> bool {
    !matches!(fault, "refused" | "throttled" | "conflict")
}

/// A client that meets the faults and does not wait for ever. Without retries it does not track attempts.
pub(crate) fn client(faults: &dynamodel::testing::Faults, retries: RetryConfig) -> Client {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(9)).build();
    let mut config = faults.config();
    if !retries.has_retry() {
        config.set_interceptors([]);
    }
    Client::from_conf(config.retry_config(retries).timeout_config(timeouts).build())
}

/// The table as the writes see it, at one time, so that what they leave can be compared.
fn table<T: Table>(plain: &TableClient<T>, client: Client) -> TableClient<T> {
    TableClient::new(client).named(plain.name()).with_clock(|| UNIX_EPOCH + Duration::from_mins(1))
}

/// The outcome of a write with one failed request.
struct Outcome {
    sent: Result<(), Error>,
    /// The operation that failed.
    failed: String,
}

impl<T: Table> World<T> {
    /// Lets each request of each write fail in each way, with and without the SDK's retries.
    pub(crate) async fn crash(&self, writes: &[Write<T>]) {
        for write in writes {
            let states = self.states(write).await;
            for (name, fault) in kinds() {
                for n in 1..=write.requests {
                    let what = format!("{}, {name} at request {n}, no retries", write.name);
                    let outcome = self.run(write, n, &fault, RetryConfig::disabled(), &states, &what).await;
                    let passing = name == "conflict"
                        || (name == "throttled" && write.overcomes == Overcomes::Throttling);
                    let overcome = passing && !is_read(&outcome.failed);
                    assert_eq!(outcome.sent.is_ok(), overcome, "{what}: {:?}", outcome.sent);

                    let what = format!("{}, {name} at request {n}, with retries", write.name);
                    let outcome = self.run(write, n, &fault, RetryConfig::standard(), &states, &what).await;
                    let failed = is_final(write, name, &outcome.failed);
                    assert_eq!(outcome.sent.is_err(), failed, "{what}: {:?}", outcome.sent);
                }
            }
        }
    }

    /// The stored items before and after the write.
    async fn states(&self, write: &Write<T>) -> (Stored, Stored) {
        let (faults, plain) = faulty::<T>().await;
        (self.fill)(plain.clone()).await;
        let before = content(&plain).await;
        (write.send)(table(&plain, faults.client())).await.unwrap();
        assert_eq!(faults.attempts().len(), write.requests, "{}", write.name);
        let after = content(&plain).await;
        assert_eq!((self.astray)(&stored(&plain).await), [""; 0], "{}", write.name);
        (before, after)
    }

    async fn run(
        &self,
        write: &Write<T>,
        n: usize,
        fault: &Fault,
        retries: RetryConfig,
        (before, after): &(Stored, Stored),
        what: &str,
    ) -> Outcome {
        let (faults, plain) = faulty::<T>().await;
        (self.fill)(plain.clone()).await;
        faults.on_any(Nth(n), fault.clone());
        let sent = (write.send)(table(&plain, client(&faults, retries))).await;
        let now = stored(&plain).await;
        assert_eq!((self.astray)(&now), [""; 0], "{what}");
        let now = without_revisions(now);
        assert!(now == *before || now == *after, "{what}: half written: {now:#?}");
        match &sent {
            Ok(()) => assert_eq!(now, *after, "{what}: reported as written"),
            Err(error) if !error.is_outcome_unknown() => {
                assert_eq!(now, *before, "{what}: reported as not written: {error}");
            }
            Err(_) => {}
        }
        Outcome { sent, failed: faults.operations()[n - 1].clone() }
    }
}

fn is_read(operation: &str) -> bool {
    operation == "GetItem"
}

/// Returns `true` if the SDK does not overcome the fault. It does not retry responses that it cannot read, nor
/// conflicts, which no read has.
fn is_final<T>(write: &Write<T>, fault: &str, operation: &str) -> bool {
    let counts = write.overcomes == Overcomes::NoLostAnswer && is_open(fault);
    fault == "garbage" || (fault == "conflict" && is_read(operation)) || (counts && !is_read(operation))
}

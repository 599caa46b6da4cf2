//! An outcome is unknown only if a request reached the network.

use std::net::TcpListener;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Config, Credentials, Region};
use dynamodel::testing::Fault::{self, BrokenBody, Hang, LostReply, Refused, ReplyTimeout};
use dynamodel::testing::Faults;
use dynamodel::testing::When::{First, Nth};
use dynamodel::{BatchWrite, Entity, Error, ErrorKind, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::model::{User, YouTube};
use crate::support::store::stored;
use crate::support::world::faulty;
use crate::support::youtube::{at, video};

type Table = TableClient<YouTube>;

fn user(id: u64) -> User {
    User { user_id: id, user_name: "alice".to_owned(), created_at: at(0) }
}

/// The errors of a write of each kind, and of a read.
async fn errors(table: &Table) -> Vec<(&'static str, Error)> {
    let batch =
        [user(1)].into_iter().map(|user| user.put()).collect::<BatchWrite<YouTube>>().send(table).await;
    vec![
        ("put", user(1).put().send(table).await.unwrap_err()),
        ("create", user(1).create().send(table).await.unwrap_err()),
        ("update", User::update(1).set(User::FIELDS.user_name, "bob").send(table).await.unwrap_err()),
        ("delete", User::delete(1).send(table).await.unwrap_err()),
        ("a write of several items", video(1, 1, 10).create().send(table).await.unwrap_err()),
        ("transaction", transact((user(1).create(), user(2).create())).send(table).await.unwrap_err()),
        ("batch", batch.unwrap_err()),
        ("create of the table", table.create().await.unwrap_err()),
        ("get", User::get(1).send(table).await.unwrap_err()),
    ]
}

async fn all_are(kind: ErrorKind, config: Builder) {
    let config = config.retry_config(RetryConfig::disabled()).build();
    for (write, error) in errors(&YouTube::table(Client::from_conf(config))).await {
        assert_eq!(error.kind(), kind, "{write}: {error}");
        assert!(error.to_string().to_lowercase().contains("nothing was sent"), "{write}: {error}");
    }
}

/// The SDK's own connections.
fn config() -> Builder {
    let credentials = Credentials::new("id", "secret", None, None, "tests");
    let config = Config::builder().behavior_version(BehaviorVersion::latest());
    config.http_client(dynamodel::https::client()).credentials_provider(credentials)
}

fn at_endpoint(url: &str) -> Builder {
    config().region(Region::from_static("us-east-1")).endpoint_url(url)
}

#[tokio::test]
async fn without_a_region_nothing_was_sent() {
    all_are(ErrorKind::Unreachable, config()).await;
}

#[tokio::test]
async fn invalid_endpoint_sends_nothing() {
    all_are(ErrorKind::Unreachable, at_endpoint("no url at all")).await;
}

#[tokio::test]
async fn without_credentials_nothing_was_sent() {
    let config = Config::builder().behavior_version(BehaviorVersion::latest());
    all_are(ErrorKind::Credentials, config.region(Region::from_static("us-east-1"))).await;
}

#[tokio::test]
async fn refused_connection_sends_nothing() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", unused.local_addr().unwrap());
    drop(unused);
    all_are(ErrorKind::Unreachable, at_endpoint(&url)).await;
}

#[tokio::test]
async fn unresolved_name_sends_nothing() {
    all_are(ErrorKind::Unreachable, at_endpoint("http://nobody.invalid")).await;
}

/// A peer that speaks no TLS.
#[tokio::test]
async fn without_a_secure_connection_nothing_was_sent() {
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", plain.local_addr().unwrap());
    std::thread::spawn(move || {
        for peer in plain.incoming() {
            use std::io::{Read as _, Write as _};
            let mut peer = peer.unwrap();
            let (_, _) = (peer.write_all(b"I speak no TLS\r\n"), peer.read(&mut [0; 64]));
        }
    });
    all_are(ErrorKind::Unreachable, at_endpoint(&url)).await;
}

/// It takes the request and says nothing.
#[tokio::test]
async fn a_connection_that_breaks_behind_the_request_leaves_the_outcome_unknown() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.local_addr().unwrap());
    std::thread::spawn(move || {
        for peer in server.incoming() {
            let _ = std::io::Read::read(&mut peer.unwrap(), &mut [0; 64]);
        }
    });
    let client = Client::from_conf(at_endpoint(&url).retry_config(RetryConfig::disabled()).build());
    for (write, error) in errors(&YouTube::table(client)).await {
        let kind = if write == "get" { ErrorKind::NoAnswer } else { ErrorKind::OutcomeUnknown };
        assert_eq!(error.kind(), kind, "{write}: {error}");
    }
}

async fn sent(faults: &Faults) -> Result<(), Error> {
    user(1).put().send(&YouTube::table(faults.client())).await
}

#[tokio::test(start_paused = true)]
async fn a_refused_attempt_before_one_that_is_answered_is_no_doubt() {
    let (faults, _) = faulty::<YouTube>().await;
    faults.on("PutItem", First(2), Refused);
    sent(&faults).await.unwrap();
    faults.reset();
    faults.on("PutItem", Nth(1), Refused).on("PutItem", Nth(2), Fault::error(400, "AccessDeniedException"));
    assert_eq!(sent(&faults).await.unwrap_err().kind(), ErrorKind::AccessDenied);
}

#[tokio::test(start_paused = true)]
async fn a_refused_attempt_behind_a_lost_answer_leaves_the_outcome_unknown() {
    for lost in [LostReply, ReplyTimeout, BrokenBody, Fault::internal()] {
        let (faults, plain) = faulty::<YouTube>().await;
        let happens = !matches!(lost, Fault::Response { .. });
        faults.on("PutItem", Nth(1), lost).always("PutItem", Refused);
        let error = sent(&faults).await.unwrap_err();
        assert!(error.is_outcome_unknown() && error.is_unreachable(), "{error}");
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
        assert_eq!(stored(&plain).await.len(), usize::from(happens));
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "counter-{id}", sk = "_root")]
struct Counter {
    id: u8,
    count: u64,
}

#[derive(Clone, Debug, PartialEq, dynamodel::Table)]
#[table(name = "counters", type_attribute = "type")]
enum Counters {
    Counter(Counter),
}

#[tokio::test(start_paused = true)]
async fn counting_update_is_retried_after_a_refused_connection() {
    let (faults, plain) = faulty::<Counters>().await;
    Counter { id: 1, count: 1 }.create().send(&plain).await.unwrap();
    let add = || Counter::update(1).add(Counter::FIELDS.count, 1).send(&Counters::table(faults.client()));
    faults.on("UpdateItem", First(2), Refused);
    add().await.unwrap();
    assert_eq!(faults.operations(), ["UpdateItem"; 3]);

    faults.reset();
    faults.on("UpdateItem", Nth(1), Refused).on("UpdateItem", Nth(2), LostReply);
    assert_eq!(add().await.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(faults.operations(), ["UpdateItem"; 2]);
    assert_eq!(Counter::get(1).send(&plain).await.unwrap(), Some(Counter { id: 1, count: 3 }));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_the_whole_operation_in_flight_leaves_the_outcome_unknown() {
    let (faults, _) = faulty::<YouTube>().await;
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(9)).build();
    let client = Client::from_conf(faults.config().timeout_config(timeouts).build());
    faults.always("PutItem", Hang);
    let error = user(1).put().send(&YouTube::table(client.clone())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    faults.reset();
    faults.always("GetItem", Hang);
    let error = User::get(1).send(&YouTube::table(client)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoAnswer, "{error}");
}

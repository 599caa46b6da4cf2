//! Wherever a request fails, the table is wholly before or wholly after the write.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamodel::{Entity as _, Error, TableClient, Transaction, transact};

use super::hostile::video;
use crate::model::{User, Video, YouTube};
use crate::support::faults::Fault::{BrokenBody, LostReply, Refused, ReplyTimeout};
use crate::support::faults::{Fault, Faults};
use crate::support::store::{Stored, content, orphans, stored};
use crate::support::world::faulty;
use crate::support::youtube::at;

type Sent = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// A write on a table with two videos and a user in it.
struct Write {
    name: &'static str,
    send: fn(TableClient<YouTube>) -> Sent,
}

fn user(id: u64, name: &str) -> User {
    User { user_id: id, user_name: name.to_owned(), created_at: at(0) }
}

const WRITES: &[Write] = &[
    Write {
        name: "create with a lookup",
        send: |table| Box::pin(async move { video(9, 1, 5).create().send(&table).await }),
    },
    Write {
        name: "put of a new item",
        send: |table| Box::pin(async move { video(9, 1, 5).put().send(&table).await }),
    },
    Write {
        name: "put that moves the copy",
        send: |table| Box::pin(async move { video(1, 7, 99).put().send(&table).await }),
    },
    Write {
        name: "put that keeps the copy where it is",
        send: |table| {
            Box::pin(async move {
                let renamed = Video { video_title: "renamed".to_owned(), ..video(1, 1, 10) };
                renamed.put().send(&table).await
            })
        },
    },
    Write {
        name: "delete with a lookup",
        send: |table| Box::pin(async move { Video::delete(1).send(&table).await }),
    },
    Write {
        name: "delete of nothing",
        send: |table| Box::pin(async move { Video::delete(77).send(&table).await }),
    },
    Write {
        name: "create alone",
        send: |table| Box::pin(async move { user(9, "new").create().send(&table).await }),
    },
    Write {
        name: "put alone",
        send: |table| Box::pin(async move { user(1, "renamed").put().send(&table).await }),
    },
    Write {
        name: "update alone",
        send: |table| {
            Box::pin(async move { User::update(1).set(User::FIELDS.user_name, "new").send(&table).await })
        },
    },
    Write {
        name: "update of a loaded value alone",
        send: |table| {
            Box::pin(async move {
                let renamed = |user: &mut User| user.user_name.push('x');
                user(1, "alice").update().with(renamed).send(&table).await
            })
        },
    },
    Write {
        name: "counting update in a transaction",
        send: |table| {
            Box::pin(async move {
                let update = User::update(1).set(User::FIELDS.user_name, "new");
                update.exactly_once().send(&table).await
            })
        },
    },
    Write {
        name: "update with a lookup",
        send: |table| {
            Box::pin(
                async move { video(1, 1, 10).update().set(Video::FIELDS.creator_id, 8).send(&table).await },
            )
        },
    },
    Write {
        name: "move alone",
        send: |table| Box::pin(async move { user(1, "alice").move_to(&user(8, "alice")).send(&table).await }),
    },
    Write {
        name: "move with a lookup",
        send: |table| Box::pin(async move { video(1, 1, 10).move_to(&video(8, 2, 10)).send(&table).await }),
    },
    Write { name: "delete alone", send: |table| Box::pin(async move { User::delete(1).send(&table).await }) },
    Write {
        name: "transaction",
        send: |table| {
            Box::pin(async move {
                let mut transaction = Transaction::new().and(video(9, 1, 5).create()).and(User::delete(1));
                transaction.push(user(9, "new").put());
                transaction.push(Video::get(1).must_exist());
                transaction.send(&table).await
            })
        },
    },
    Write {
        name: "transaction after two reads",
        send: |table| {
            Box::pin(async move {
                let operations = (video(1, 7, 99).put(), user(9, "new").create(), Video::delete(2));
                transact(operations).send(&table).await.map(drop)
            })
        },
    },
];

/// A fault, and whether the server has done what was asked when it is met.
fn kinds() -> Vec<(&'static str, Fault)> {
    vec![
        ("refused", Refused),
        ("lost reply", LostReply),
        ("reply timeout", ReplyTimeout),
        ("broken body", BrokenBody),
        ("internal error", Fault::internal()),
        ("throttled", Fault::throttled()),
        ("unavailable", Fault::error(503, "ServiceUnavailable")),
        ("conflict", Fault::error(400, "TransactionConflictException")),
        ("garbage", Fault::answer(200, "{")),
        ("hang", Fault::Hang),
    ]
}

async fn world() -> (Faults, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    video(1, 1, 10).create().send(&plain).await.unwrap();
    video(2, 1, 20).create().send(&plain).await.unwrap();
    user(1, "alice").create().send(&plain).await.unwrap();
    (faults, plain)
}

/// What is stored before and after the write.
async fn states(write: &Write) -> (Stored, Stored) {
    let (_, plain) = world().await;
    let before = content(&plain).await;
    (write.send)(plain.clone()).await.unwrap();
    (before, content(&plain).await)
}

/// The result of the write when the n-th request fails, and how many requests there were.
async fn run(
    write: &Write,
    n: usize,
    fault: Fault,
    retries: RetryConfig,
    (before, after): &(Stored, Stored),
    what: &str,
) -> (Result<(), Error>, usize) {
    let (faults, plain) = world().await;
    faults.fail_request(n, fault);
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(9)).build();
    let config = faults.config().retry_config(retries).timeout_config(timeouts);
    let sent = (write.send)(YouTube::table(Client::from_conf(config.build()))).await;
    let now = content(&plain).await;

    assert!(now == *before || now == *after, "{what}: half written: {now:#?}");
    assert_eq!(orphans(&stored(&plain).await), [""; 0], "{what}");
    match &sent {
        Ok(()) => assert_eq!(now, *after, "{what}: reported as written"),
        Err(error) if !error.is_outcome_unknown() => {
            assert_eq!(now, *before, "{what}: reported as not written");
        }
        Err(_) => {}
    }
    (sent, faults.attempts().len())
}

#[tokio::test(start_paused = true)]
async fn a_failed_request_leaves_all_or_nothing() {
    let mut met = 0;
    for write in WRITES {
        let states = states(write).await;
        for (name, fault) in kinds() {
            for n in 1.. {
                let what = format!("{}, {name} at request {n}, no retries", write.name);
                let (sent, requests) =
                    run(write, n, fault.clone(), RetryConfig::disabled(), &states, &what).await;
                if requests < n {
                    assert!(sent.is_ok(), "{what}: {sent:?}");
                    break;
                }
                met += 1;
                // Ours are the only retries, and only of conflicts and throttled transactions.
                let passing = name == "conflict" || (name == "throttled" && write.name.starts_with("trans"));
                assert_eq!(sent.is_ok(), passing && is_write(write, n), "{what}: {sent:?}");
            }
        }
    }
    assert_eq!(met, kinds().len() * requests_of_all(), "every request of every write has failed");
}

/// Whether the n-th request is the one that writes.
fn is_write(write: &Write, n: usize) -> bool {
    n == requests(write) && write.name != "delete of nothing"
}

fn requests(write: &Write) -> usize {
    match write.name {
        name if name.starts_with("put ") && name != "put alone" => 2,
        "delete with a lookup" | "update with a lookup" | "move with a lookup" => 2,
        "transaction after two reads" => 3,
        _ => 1,
    }
}

fn requests_of_all() -> usize {
    WRITES.iter().map(requests).sum()
}

#[tokio::test(start_paused = true)]
async fn a_single_failure_is_overcome_by_the_sdks_retries() {
    for write in WRITES {
        let states = states(write).await;
        for (name, fault) in kinds() {
            for n in 1..=requests(write) {
                let what = format!("{}, {name} at request {n}, with retries", write.name);
                let (sent, _) = run(write, n, fault.clone(), RetryConfig::standard(), &states, &what).await;
                // The SDK does not repeat what it cannot read, nor a conflict, which no read has.
                let final_answer = name == "garbage" || (name == "conflict" && !is_write(write, n));
                assert_eq!(sent.is_err(), final_answer, "{what}: {sent:?}");
            }
        }
    }
}

//! Wherever a request fails, what is unique is claimed and released with its item or not at all.

use std::future::Future;
use std::pin::Pin;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamodel::{Entity as _, Error, TableClient};

use super::{Member, Members, astray, member, old};
use crate::crash::kinds;
use crate::support::faults::Fault::{self, LostReply, Refused, ReplyTimeout};
use crate::support::faults::Faults;
use crate::support::faults::When::{First, Nth};
use crate::support::store::{Stored, content, stored, write};
use crate::support::world::faulty;

type Sent = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// A write, and how many requests it takes.
struct Write {
    name: &'static str,
    requests: usize,
    send: fn(TableClient<Members>) -> Sent,
}

fn full(member_id: u64, user_name: &str) -> Member {
    Member { badge: Some(7), nick: Some("al".to_owned()), ..member(member_id, user_name) }
}

const WRITES: &[Write] = &[
    Write {
        name: "create",
        requests: 1,
        send: |table| Box::pin(async move { member(9, "new").create().send(&table).await }),
    },
    Write {
        name: "put of a new item",
        requests: 2,
        send: |table| Box::pin(async move { member(9, "new").put().send(&table).await }),
    },
    Write {
        name: "put that claims and releases",
        requests: 2,
        send: |table| {
            Box::pin(async move { Member { nick: None, ..full(1, "renamed") }.put().send(&table).await })
        },
    },
    Write {
        name: "put that keeps everything",
        requests: 2,
        send: |table| Box::pin(async move { full(1, "alice").put().send(&table).await }),
    },
    Write {
        name: "update that claims and releases",
        requests: 2,
        send: |table| {
            Box::pin(async move {
                let renamed = full(1, "alice").update().set(Member::FIELDS.user_name, "renamed");
                renamed.set(Member::FIELDS.nick, None).send(&table).await
            })
        },
    },
    Write {
        name: "delete",
        requests: 2,
        send: |table| Box::pin(async move { Member::delete(1).send(&table).await }),
    },
    Write {
        name: "delete of an item whose name is another's",
        requests: 3,
        send: |table| Box::pin(async move { Member::delete(2).send(&table).await }),
    },
];

/// A member, and one from before names were unique that has the same.
async fn world() -> (Faults, TableClient<Members>) {
    let (faults, plain) = faulty::<Members>().await;
    full(1, "alice").create().send(&plain).await.unwrap();
    write(&plain, old(2, "alice")).await;
    (faults, plain)
}

async fn states(write: &Write) -> (Stored, Stored) {
    let (_, plain) = world().await;
    let before = content(&plain).await;
    (write.send)(plain.clone()).await.unwrap();
    (before, content(&plain).await)
}

/// The result of the write when the n-th request fails.
async fn run(
    write: &Write,
    n: usize,
    fault: Fault,
    retries: RetryConfig,
    (before, after): &(Stored, Stored),
    what: &str,
) -> Result<(), Error> {
    let (faults, plain) = world().await;
    faults.fail_request(n, fault);
    let client = faults.client_with(retries);
    let sent = (write.send)(TableClient::new(client).named(plain.name())).await;
    let now = content(&plain).await;
    assert!(now == *before || now == *after, "{what}: half written: {now:#?}");
    match &sent {
        Ok(()) => assert_eq!(now, *after, "{what}: reported as written"),
        Err(error) if !error.is_outcome_unknown() => {
            assert_eq!(now, *before, "{what}: reported as not written");
        }
        Err(_) => {}
    }
    sent
}

#[tokio::test(start_paused = true)]
async fn a_failed_request_leaves_all_or_nothing() {
    for write in WRITES {
        let states = states(write).await;
        for (name, fault) in kinds() {
            for n in 1..=write.requests {
                let what = format!("{}, {name} at request {n}, no retries", write.name);
                let sent = run(write, n, fault.clone(), RetryConfig::disabled(), &states, &what).await;
                // Ours are the only retries, and only of conflicts between writes.
                let overcome = name == "conflict" && (n > 1 || write.requests == 1);
                assert_eq!(sent.is_ok(), overcome, "{what}: {sent:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_single_failure_is_overcome_by_the_sdks_retries() {
    for write in WRITES {
        let states = states(write).await;
        for (name, fault) in kinds() {
            for n in 1..=write.requests {
                let what = format!("{}, {name} at request {n}, with retries", write.name);
                let sent = run(write, n, fault.clone(), RetryConfig::standard(), &states, &what).await;
                let reads = n == 1 && write.requests > 1;
                assert_eq!(
                    sent.is_err(),
                    name == "garbage" || (name == "conflict" && reads),
                    "{what}: {sent:?}"
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_claim_whose_answer_was_lost_has_succeeded() {
    for lost in [LostReply, ReplyTimeout] {
        let (faults, plain) = faulty::<Members>().await;
        faults.on("TransactWriteItems", First(2), lost);
        let table = TableClient::<Members>::new(faults.client()).named(plain.name());
        full(1, "alice").create().send(&table).await.unwrap();
        assert_eq!(astray(&stored(&plain).await), [""; 0]);
        assert_eq!(faults.operations(), ["TransactWriteItems"; 3]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_violation_behind_a_lost_answer_is_certain() {
    let (faults, plain) = faulty::<Members>().await;
    member(1, "alice").create().send(&plain).await.unwrap();
    let before = stored(&plain).await;
    faults.on("TransactWriteItems", Nth(1), Refused);
    let table = TableClient::<Members>::new(faults.client()).named(plain.name());
    super::violates(member(2, "alice").create().send(&table).await, "user_name");
    assert_eq!(stored(&plain).await, before);
}

#[tokio::test(start_paused = true)]
async fn a_claim_of_which_nothing_more_was_heard_is_in_doubt() {
    let (faults, plain) = faulty::<Members>().await;
    let conflict = Fault::error(400, "TransactionConflictException");
    faults.on("TransactWriteItems", Nth(1), LostReply).always("TransactWriteItems", conflict);
    let table = TableClient::<Members>::new(faults.client()).named(plain.name());
    let error = member(1, "alice").create().send(&table).await.unwrap_err();
    assert!(error.is_outcome_unknown() && !error.is_unique_violation(), "{error}");
    assert_eq!(astray(&stored(&plain).await), [""; 0]);
}

//! The values that a transaction has stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use dynamodel::{Entity, Table, TableClient, transact};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::world::{faulty, table};
use dynamodel::testing::Fault::{self, LostReply};
use dynamodel::testing::When::Nth;

/// With a copy and a unique field, so that a put reads first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "issue-{id}", sk = "_root")]
#[lookup(name = "of_owner", pk = "owner-{owner}", sk = "{id}")]
struct Issue {
    id: u64,
    owner: u64,
    #[entity(unique)]
    title: String,
    #[entity(ttl)]
    until: Option<Timestamp>,
    #[entity(version)]
    version: u64,
    #[entity(created_at)]
    made: Option<Timestamp>,
    #[entity(updated_at)]
    changed: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "counter-{id}", sk = "_root")]
struct Counter {
    id: u64,
    count: u64,
    #[entity(version)]
    version: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "issues", type_attribute = "type", ttl_attribute = "expires")]
enum Issues {
    Issue(Issue),
    Counter(Counter),
}

const TRANSACTION: &str = "TransactWriteItems";

fn issue(id: u64) -> Issue {
    Issue { id, owner: 1, title: format!("issue {id}"), ..Issue::default() }
}

fn count() -> dynamodel::op::Update<Counter> {
    Counter::update(1).add(Counter::FIELDS.count, 1)
}

/// Each look at the clock is a second later than the one before.
fn ticking<T: Table>(table: TableClient<T>) -> TableClient<T> {
    let seconds = Arc::new(AtomicU64::new(1_600_000_000));
    table.with_clock(move || UNIX_EPOCH + Duration::from_secs(seconds.fetch_add(1, Ordering::SeqCst)))
}

async fn filled() -> TableClient<Issues> {
    let table = table::<Issues>().await;
    Counter { id: 1, ..Counter::default() }.create().send(&table).await.unwrap();
    table
}

async fn read(table: &TableClient<Issues>, id: u64) -> Issue {
    Issue::get(id).consistent().required().send(table).await.unwrap()
}

#[tokio::test]
async fn a_tuple_returns_what_it_has_stored() {
    let table = ticking(filled().await);
    // A TTL is stored in whole seconds.
    let until = Some(Timestamp::new(1_900_000_000, 500).unwrap());
    let new = Issue { until, ..issue(1) };
    let create = new.create().returning_new();
    let (created, (), second) =
        transact((create, count(), issue(2).create().returning_new())).send(&table).await.unwrap();
    assert_eq!((created.version, second.version), (1, 1));
    assert!(created.made.is_some() && created.changed.as_second() > 0);
    assert_eq!((read(&table, 1).await, read(&table, 2).await), (created.clone(), second));

    let put = Issue { owner: 2, ..created }.put().returning_new();
    let (checked, put) = transact((Issue::get(2).must_exist(), put)).send(&table).await.unwrap();
    assert_eq!((checked, put.version), ((), 2));
    assert_eq!(read(&table, 1).await, put);
    // The value can be written again.
    put.update().set(Issue::FIELDS.owner, 3).send(&table).await.unwrap();
}

#[tokio::test]
async fn a_vec_and_an_array_return_a_value_for_each_operation() {
    let table = ticking(filled().await);
    let creates: Vec<_> = (1..4).map(|id| issue(id).create().returning_new()).collect();
    let stored = transact(creates).send(&table).await.unwrap();
    let found = [read(&table, 1).await, read(&table, 2).await, read(&table, 3).await];
    assert_eq!(stored, found);
    let puts = found.map(|issue| issue.put().returning_new());
    let versions: Vec<_> =
        transact(puts).send(&table).await.unwrap().iter().map(|issue| issue.version).collect();
    assert_eq!(versions, [2, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_repeated_transaction_returns_what_is_stored() {
    let (faults, plain) = faulty::<Issues>().await;
    Counter { id: 1, ..Counter::default() }.create().send(&plain).await.unwrap();
    let table = ticking(Issues::table(faults.client()));
    for fault in [LostReply, Fault::error(400, "TransactionConflictException"), Fault::throttled()] {
        faults.reset();
        faults.on(TRANSACTION, Nth(1), fault);
        let stored = issue(1).create().returning_new();
        let (stored, ()) = transact((stored, count())).send(&table).await.unwrap();
        assert_eq!(faults.operations(), [TRANSACTION; 2]);
        assert_eq!(read(&plain, 1).await, stored);

        faults.reset();
        faults.on(TRANSACTION, Nth(1), LostReply);
        let (put, ()) = transact((stored.put().returning_new(), count())).send(&table).await.unwrap();
        assert_eq!((read(&plain, 1).await, put.version), (put, 2));
        Issue::delete(1).send(&plain).await.unwrap();
    }
}

#[tokio::test]
async fn a_transaction_that_is_planned_again_returns_what_is_stored() {
    let (faults, plain) = faulty::<Issues>().await;
    let table = ticking(Issues::table(faults.client()));
    let other = issue(1).create().returning_new().send(&plain).await.unwrap();
    // The put is delayed behind its read, until another writer has changed the item.
    faults.on(TRANSACTION, Nth(1), Fault::Delay(Duration::from_millis(300)));
    let put = Issue { owner: 2, version: 2, ..other.clone() }.put().returning_new();
    let transaction = transact((put, Counter::default().create().returning_new())).send(&table);
    let conflict = transaction.await.unwrap_err();
    assert!(conflict.is_version_conflict() && conflict.operation() == Some(0), "{conflict}");

    faults.reset();
    faults.on(TRANSACTION, Nth(1), Fault::Delay(Duration::from_millis(300)));
    let put = Issue { owner: 2, ..issue(2) }.put().returning_new();
    let transaction = transact((put, Counter::default().create().returning_new())).send(&table);
    let race = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let stray = issue(2).create().returning_new().send(&plain).await.unwrap();
        stray.delete().send(&plain).await.unwrap();
        let marker = issue(3).create().returning_new().send(&plain).await.unwrap();
        marker.delete().send(&plain).await.unwrap();
    };
    let (stored, ()) = tokio::join!(transaction, race);
    let (stored, counter) = stored.unwrap();
    assert_eq!((read(&plain, 2).await, counter.version), (stored, 1));
}

#[tokio::test]
async fn a_folded_operation_returns_what_is_stored() {
    let table = ticking(filled().await);
    let first = issue(1).create().returning_new().send(&table).await.unwrap();
    // The check is folded into the put, and the title changes hands.
    let put = Issue { title: "free".to_owned(), ..first.clone() }.put().returning_new();
    let heir = Issue { title: first.title, ..issue(2) }.create().returning_new();
    let check = Issue::get(1).must_exist().condition(Issue::FIELDS.owner.eq(1));
    let (put, (), heir) = transact((put, check, heir)).send(&table).await.unwrap();
    assert_eq!((read(&table, 1).await, read(&table, 2).await), (put, heir));
}

#[tokio::test]
async fn an_operation_on_another_table_returns_what_it_has_stored() {
    let table = ticking(filled().await);
    let other = table.clone().named("others");
    other.create().await.unwrap();
    let create = issue(1).create().returning_new().on(&other);
    let (stored, ()) = transact((create, count())).send(&table).await.unwrap();
    assert_eq!(read(&other, 1).await, stored);
}

#[tokio::test]
async fn a_failed_transaction_returns_its_error_alone() {
    let table = ticking(filled().await);
    issue(1).create().send(&table).await.unwrap();
    let creates = (count(), issue(1).create().returning_new());
    let error = transact(creates).send(&table).await.unwrap_err();
    assert!(error.is_already_exists() && error.operation() == Some(1), "{error}");
}

//! Changing an item or storing it, together with other writes.

use std::time::{Duration, SystemTime};

use dynamodel::{Entity, Table, TableClient, transact};
use serde::{Deserialize, Serialize};

use crate::support::store::stored;
use crate::support::world::{faulty, table};
use dynamodel::testing::Fault::{Delay, LostReply};
use dynamodel::testing::Faults;
use dynamodel::testing::When::Nth;

const TRANSACTION: &str = "TransactWriteItems";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "tally-{id}", sk = "_root")]
struct Tally {
    id: u64,
    count: u64,
    #[entity(ttl)]
    ends: Option<SystemTime>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "events", pk = "events", sk = "{event_id}")]
struct Event {
    event_id: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tallies", type_attribute = "type", ttl_attribute = "expires")]
enum Tallies {
    Tally(Tally),
    Event(Event),
}

fn tally(id: u64, count: u64) -> Tally {
    Tally { id, count, ends: None }
}

/// One more, or the first.
fn count(id: u64) -> dynamodel::op::Upsert<Tally> {
    Tally::update(id).add(Tally::FIELDS.count, 1).upsert(&tally(id, 1))
}

async fn world() -> (Faults, TableClient<Tallies>, TableClient<Tallies>) {
    let (faults, plain) = faulty::<Tallies>().await;
    let table = Tallies::table(faults.client());
    (faults, table, plain)
}

async fn counted(table: &TableClient<Tallies>, id: u64) -> Option<u64> {
    Tally::get(id).consistent().send(table).await.unwrap().map(|tally| tally.count)
}

#[tokio::test]
async fn upsert_changes_an_existing_item_or_stores_a_new_one() {
    let (faults, table, plain) = world().await;
    transact((count(1), Event { event_id: 1 }.create())).send(&table).await.unwrap();
    transact((count(1), count(2))).send(&table).await.unwrap();
    assert_eq!((counted(&plain, 1).await, counted(&plain, 2).await), (Some(2), Some(1)));
    let expected = ["GetItem", TRANSACTION, "GetItem", "GetItem", TRANSACTION];
    assert_eq!(faults.operations(), expected);
    // In a loop, and on a table of its own.
    let mut transaction = dynamodel::Transaction::<Tallies>::new();
    transaction.extend([1, 2, 3].map(count));
    transaction.push(count(4).on(&plain));
    transaction.send(&table).await.unwrap();
    assert_eq!((counted(&plain, 1).await, counted(&plain, 4).await), (Some(3), Some(1)));
    let other = Tally::update(1).add(Tally::FIELDS.count, 1).upsert(&tally(2, 0));
    let error = transact((count(3), other)).send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.operation() == Some(1), "{error}");
}

#[tokio::test]
async fn upsert_replaces_an_expired_item() {
    let table = table::<Tallies>().await;
    let over = SystemTime::now() - Duration::from_hours(1);
    Tally { ends: Some(over), ..tally(1, 70) }.put().send(&table).await.unwrap();
    transact((count(1), Event { event_id: 1 }.create())).send(&table).await.unwrap();
    assert_eq!(counted(&table, 1).await, Some(1));
}

#[tokio::test(start_paused = true)]
async fn upsert_notices_concurrent_writes() {
    let between = |faults: &Faults| faults.on(TRANSACTION, Nth(1), Delay(Duration::from_secs(1)));
    let wait = || tokio::time::sleep(Duration::from_millis(500));

    let (faults, table, plain) = world().await;
    between(&faults);
    let sent = transact((count(1), Event { event_id: 1 }.create())).send(&table);
    let (sent, ()) = tokio::join!(sent, async {
        wait().await;
        tally(1, 8).create().send(&plain).await.unwrap();
    });
    sent.unwrap();
    assert_eq!(counted(&plain, 1).await, Some(9));

    faults.reset();
    between(&faults);
    let sent = transact((count(1), Event { event_id: 2 }.create())).send(&table);
    let (sent, ()) = tokio::join!(sent, async {
        wait().await;
        Tally::delete(1).send(&plain).await.unwrap();
    });
    sent.unwrap();
    assert_eq!(counted(&plain, 1).await, Some(1));
    assert_eq!(faults.operations(), ["GetItem", TRANSACTION, "GetItem", TRANSACTION]);
}

#[tokio::test]
async fn its_condition_is_one_of_what_is_there() {
    let (_, table, plain) = world().await;
    let few = || {
        let update = Tally::update(1).add(Tally::FIELDS.count, 1).condition(Tally::FIELDS.count.lt(2));
        transact((Event { event_id: 7 }.put(), update.upsert(&tally(1, 1)))).send(&table)
    };
    few().await.unwrap();
    few().await.unwrap();
    let error = few().await.unwrap_err();
    assert!(error.is_condition_failed() && error.operation() == Some(1), "{error}");
    assert_eq!(error.met::<Tally>().unwrap(), Some(tally(1, 2)));
    assert_eq!(counted(&plain, 1).await, Some(2));
}

#[tokio::test(start_paused = true)]
async fn upsert_in_a_transaction_counts_once() {
    let (faults, table, plain) = world().await;
    tally(1, 1).create().send(&plain).await.unwrap();
    faults.on(TRANSACTION, Nth(1), LostReply);
    let once = Tally::update(2).add(Tally::FIELDS.count, 1).exactly_once().upsert(&tally(2, 5));
    let exactly = Tally::update(1).add(Tally::FIELDS.count, 1).exactly_once();
    transact((exactly, once, Event { event_id: 1 }.create())).send(&table).await.unwrap();
    assert_eq!((counted(&plain, 1).await, counted(&plain, 2).await), (Some(2), Some(5)));
    assert_eq!(faults.operations(), ["GetItem", TRANSACTION, TRANSACTION]);
    let loaded = tally(1, 2).update().add(Tally::FIELDS.count, 1).exactly_once();
    transact((loaded, Event { event_id: 2 }.create())).send(&table).await.unwrap();
    assert_eq!(counted(&plain, 1).await, Some(3));
}

/// Whoever stores it, and whoever comes behind: none is lost and none counted twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_upserts_one_stores_and_63_count() {
    let table = table::<Tallies>().await;
    let one = |event_id| {
        let table = table.clone();
        async move {
            // Conflicts are bounded: who has met too many tries again.
            loop {
                match transact((count(1), Event { event_id }.create())).send(&table).await {
                    Err(error) if error.is_conflict() && !error.is_outcome_unknown() => {}
                    sent => return sent,
                }
            }
        }
    };
    let tasks: Vec<_> = (0..64).map(|event_id| tokio::spawn(one(event_id))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!((counted(&table, 1).await, stored(&table).await.len()), (Some(64), 65));
}

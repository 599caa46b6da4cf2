//! Several writes, all or none.

mod get;
mod relations;
mod stored_values;

use dynamodel::{Entity, Error, Table, TableClient, Transaction, transact};
use serde::{Deserialize, Serialize};

use crate::support::model::{Channel, ChannelVideo, User, Video, YouTube};
use crate::support::store::{content, orphans, stored};
use crate::support::world::{faulty, name, table};
use crate::support::youtube::{at, video};
use dynamodel::testing::Fault;
use dynamodel::testing::Faults;
use dynamodel::testing::When::{Always, First, Nth};

const TRANSACTION: &str = "TransactWriteItems";

fn user(id: u64, name: &str) -> User {
    User { user_id: id, user_name: name.to_owned(), created_at: at(0) }
}

fn channel(id: u64, creator_id: u64) -> Channel {
    Channel { channel_id: id, channel_name: "channel".to_owned(), created_at: at(0), creator_id }
}

async fn world() -> (Faults, TableClient<YouTube>, TableClient<YouTube>) {
    let (faults, plain) = faulty::<YouTube>().await;
    user(1, "alice").create().send(&plain).await.unwrap();
    video(1, 1, 10).create().send(&plain).await.unwrap();
    let table = YouTube::table(faults.client());
    (faults, table, plain)
}

#[tokio::test(start_paused = true)]
async fn operations_of_several_kinds_happen_together() {
    let (faults, table, plain) = world().await;
    let operations = (
        User::get(1).must_exist(),
        video(2, 1, 20).create(),
        video(1, 1, 30).put(),
        channel(1, 1).create(),
        Channel::delete(9),
        User::get(7).must_not_exist(),
    );
    transact(operations).send(&table).await.unwrap();
    assert_eq!(faults.operations(), ["GetItem", "GetItem", TRANSACTION]);
    let stored = stored(&plain).await;
    assert_eq!((stored.len(), orphans(&stored)), (7, vec![]));
    assert_eq!(Video::by_creator(1).all(&plain).await.unwrap(), [video(2, 1, 20), video(1, 1, 30)]);
}

#[tokio::test(start_paused = true)]
async fn the_operation_that_failed_is_named_with_the_item_it_met() {
    let (_, table, plain) = world().await;
    let before = content(&plain).await;
    let named = |name: &str| User::FIELDS.user_name.eq(name);
    let failed = |sent: Result<_, Error>| sent.unwrap_err();

    let error =
        failed(transact((video(3, 1, 5).create(), video(1, 1, 5).create())).send(&table).await.map(drop));
    assert!(error.is_already_exists() && error.operation() == Some(1), "{error}");
    assert_eq!(error.met::<Video>().unwrap(), Some(video(1, 1, 10)));
    assert_eq!(error.key(), Some(("video-1", Some("_root"))));
    assert!(error.to_string().starts_with("operation 1 of the transaction: Video: an item"), "{error}");

    let error =
        failed(transact((User::get(2).must_exist(), user(3, "x").put())).send(&table).await.map(drop));
    assert!(error.is_not_found() && error.operation() == Some(0), "{error}");

    let error =
        failed(transact((user(3, "x").put(), User::get(1).must(named("bob")))).send(&table).await.map(drop));
    assert!(error.is_condition_failed() && error.operation() == Some(1), "{error}");
    assert_eq!(error.met::<User>().unwrap(), Some(user(1, "alice")));

    let error =
        failed(transact((user(3, "x").put(), User::get(1).must_not_exist())).send(&table).await.map(drop));
    assert!(error.is_already_exists() && error.operation() == Some(1), "{error}");

    let error = failed(
        transact((Video::delete(1), User::delete(1).condition(named("bob")))).send(&table).await.map(drop),
    );
    assert!(error.is_condition_failed() && error.operation() == Some(1), "{error}");
    assert_eq!(content(&plain).await, before);
}

#[tokio::test(start_paused = true)]
async fn a_check_and_a_write_of_one_item_are_folded() {
    let (faults, table, plain) = world().await;
    let named = |name: &str| User::FIELDS.user_name.eq(name);
    for (name, passes) in [("bob", false), ("alice", true)] {
        let sent = transact((
            user(2, name).put(),
            User::get(1).must(named(name)),
            user(1, "renamed").put().must_exist(),
            User::get(1).must_exist(),
        ));
        let sent = sent.send(&table).await;
        assert_eq!(sent.is_ok(), passes);
        if let Err(error) = sent {
            assert!(error.is_condition_failed() && error.operation() == Some(1), "{error}");
        }
    }
    let parts = |n: usize| faults.attempts()[n].json()["TransactItems"].as_array().unwrap().len();
    assert_eq!((parts(0), parts(1)), (2, 2));
    assert_eq!(User::get(1).send(&plain).await.unwrap(), Some(user(1, "renamed")));
    // With a guard of its own the write is told from the check.
    let by = |creator: u64| Video::FIELDS.creator_id.eq(creator);
    let sent = transact((Video::get(1).must(by(8)), Video::delete(1))).send(&table).await;
    let error = sent.unwrap_err();
    assert!(error.is_condition_failed() && error.operation() == Some(0), "{error}");
    transact((Video::get(1).must(by(1)), Video::delete(1))).send(&table).await.unwrap();
    assert_eq!(stored(&plain).await.len(), 2, "the users");
}

#[tokio::test(start_paused = true)]
async fn invalid_transactions_fail_before_any_request() {
    let (faults, table, _) = world().await;
    let users = |count: u64| (10..10 + count).map(|id| user(id, "x").put()).collect::<Transaction<YouTube>>();
    let error = users(101).send(&table).await.unwrap_err();
    assert!(error.is_over_limit(), "{error}");
    assert_eq!(error.table(), Some("entities"));
    let videos = (10..61).map(|id| video(id, 1, 10).create()).collect::<Vec<_>>();
    assert!(transact(videos).send(&table).await.unwrap_err().is_over_limit(), "copies count");

    let error = transact((user(5, "a").put(), User::delete(6), user(5, "b").put())).send(&table).await;
    let error = error.unwrap_err();
    assert!(error.is_item_twice() && error.operation() == Some(2), "{error}");
    assert_eq!(
        error.to_string(),
        "operation 2 of the transaction: User: operation 0 already writes this item, and a transaction can write an \
         item only once; nothing was sent (key \"user-5\", \"_root\") in table \"entities\""
    );

    let error = transact((user(5, "a").put(), user(6, &"x".repeat(400 * 1024)).create())).send(&table).await;
    let error = error.unwrap_err();
    assert!(error.is_too_large() && error.operation() == Some(1), "{error}");
    let large = (10..21).map(|id| user(id, &"x".repeat(399 * 1024)).put());
    let error = large.collect::<Transaction<YouTube>>().send(&table).await.unwrap_err();
    assert!(error.is_over_limit() && !error.is_too_large(), "{error}");

    let name = User::FIELDS.user_name;
    let long = || (0..300).fold(name.ne("x"), |all, nth| all.and(name.ne(format!("{nth}"))));
    let error =
        transact((user(5, "a").put(), User::delete(6).condition(long()))).send(&table).await.unwrap_err();
    assert!(error.is_over_limit() && error.operation() == Some(1), "{error}");
    let alone = [
        User::delete(6).condition(long()).send(&table).await,
        user(6, "a").put().condition(long()).send(&table).await,
    ];
    assert!(alone.into_iter().all(|sent| sent.unwrap_err().is_over_limit()));
    let filtered =
        ChannelVideo::in_channel(1).filter((0..300).fold(ChannelVideo::FIELDS.video_id.ne(0), |all, id| {
            all.and(ChannelVideo::FIELDS.video_id.ne(id))
        }));
    assert!(filtered.all(&table).await.unwrap_err().is_over_limit());
    let names = (0..101).map(|nth| nth.to_string());
    let error = transact((user(5, "a").put(), User::get(6).must(name.is_in(names)))).send(&table).await;
    let error = error.unwrap_err();
    assert!(error.is_over_limit() && error.operation() == Some(1), "{error}");
    assert_eq!(faults.operations(), [""; 0]);

    users(100).send(&table).await.unwrap();
    Transaction::<YouTube>::new().send(&table).await.unwrap();
    assert_eq!(faults.operations(), [TRANSACTION]);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_retried_with_the_same_token_and_bounded() {
    let (faults, table, plain) = world().await;
    faults.on(TRANSACTION, First(3), Fault::error(400, "TransactionConflictException"));
    transact((user(2, "b").create(), channel(1, 1).create())).send(&table).await.unwrap();
    let tokens: Vec<_> =
        faults.attempts().iter().map(|attempt| attempt.json()["ClientRequestToken"].to_string()).collect();
    assert_eq!(tokens.len(), 4);
    assert!(tokens.iter().all(|token| *token == tokens[0] && token.len() == 34), "{tokens:?}");
    assert_eq!(stored(&plain).await.len(), 6);

    faults.reset();
    faults.on(TRANSACTION, Always, Fault::error(400, "TransactionConflictException"));
    let error = transact((user(3, "c").create(), Video::delete(1))).send(&table).await.unwrap_err();
    assert!(error.is_conflict() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(faults.attempts().len(), 11);
}

#[tokio::test(start_paused = true)]
async fn a_plan_that_was_overtaken_is_made_anew() {
    let (faults, table, plain) = world().await;
    faults.on(TRANSACTION, Nth(1), Fault::Delay(std::time::Duration::from_secs(1)));
    let moved = transact((video(1, 5, 50).put(), user(2, "b").create())).send(&table);
    let overtake = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        video(1, 4, 40).put().send(&plain).await.unwrap();
    };
    let (moved, ()) = tokio::join!(moved, overtake);
    moved.unwrap();
    let tokens: Vec<_> =
        faults.attempts().iter().map(|attempt| attempt.json()["ClientRequestToken"].to_string()).collect();
    assert_eq!(faults.operations(), ["GetItem", TRANSACTION, "GetItem", TRANSACTION]);
    assert_ne!(tokens[1], tokens[3]);
    let stored = stored(&plain).await;
    assert_eq!((stored.len(), orphans(&stored)), (4, vec![]));
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "event-{event_id}")]
struct Event {
    event_id: u64,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "events", pk = "id", sk = none)]
enum Events {
    Event(Event),
}

#[tokio::test]
async fn tables_are_mixed() {
    let table = table::<YouTube>().await;
    let events = TableClient::<Events>::new(table.client().clone()).named(name("events"));
    events.create().await.unwrap();
    let event = Event { event_id: 1 };
    transact((user(1, "a").create(), event.create().on(&events))).send(&table).await.unwrap();
    assert_eq!(Event::get(1).send(&events).await.unwrap(), Some(event.clone()));

    let mut both = Transaction::new().and(event.create().on(&events));
    both.push(user(2, "b").create());
    let error = both.send(&table).await.unwrap_err();
    assert_eq!((error.operation(), error.table()), (Some(0), Some(events.name())));
    assert_eq!(error.met::<Event>().unwrap(), Some(event));
    assert_eq!(User::get(2).send(&table).await.unwrap(), None);
    // The same key in two tables is two items.
    let other = TableClient::<YouTube>::new(table.client().clone()).named(name("other"));
    other.create().await.unwrap();
    transact((user(3, "c").create(), user(3, "c").create().on(&other))).send(&table).await.unwrap();
    assert_eq!(User::get(3).send(&other).await.unwrap(), Some(user(3, "c")));
}

#[tokio::test(start_paused = true)]
async fn a_check_that_holds_is_not_blamed_for_a_guard_that_was_overtaken() {
    let (faults, table, plain) = world().await;
    faults.on(TRANSACTION, Nth(1), Fault::Delay(std::time::Duration::from_secs(1)));
    let own = Video::get(1).must(Video::FIELDS.creator_id.eq(1));
    let removed = transact((own, Video::delete(1))).send(&table);
    let overtake = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        video(1, 1, 40).put().send(&plain).await.unwrap();
    };
    let (removed, ()) = tokio::join!(removed, overtake);
    removed.unwrap();
    assert_eq!(stored(&plain).await.len(), 1, "the user");
}

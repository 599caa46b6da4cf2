//! Expired means absent.

mod milliseconds;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodel::embedded::Engine;
use dynamodel::{BatchGet, Entity, Table, TableClient, transact, transact_get};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::support::raw::{item, n, s};
use crate::support::store::{content, stored, with, write};
use crate::support::world::client;
use crate::support::world::name;
use dynamodel::testing::{Fault, Faults, When};

/// An item that may expire, found under a second key and through an index too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "session-{id}")]
#[lookup(name = "by_token", pk = "token-{token}", sk = "{user}#{id}")]
#[key(index = "gsi1", name = "by_day", pk = "day-{until:date}", sk = "{until:s}#{id}")]
struct Session {
    user: u32,
    id: u32,
    token: String,
    #[entity(ttl)]
    until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "hint-{id}")]
struct Hint {
    user: u32,
    id: u32,
    #[entity(ttl)]
    #[serde(rename = "expiresAt")]
    expires_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of", pk = "user-{user}", sk = "profile")]
struct Profile {
    user: u32,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "kind", ttl_attribute = "expiresAt")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Accounts {
    Session(Session),
    Hint(Hint),
    Profile(Profile),
}

/// A time that a test sets, in seconds since 1970.
#[derive(Clone, Default)]
struct Time(Arc<AtomicU64>);

impl Time {
    fn set(&self, seconds: u64) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    fn on<T: Table>(&self, table: TableClient<T>) -> TableClient<T> {
        let time = self.0.clone();
        table.with_clock(move || UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed)))
    }
}

async fn world() -> (Time, TableClient<Accounts>) {
    let time = Time::default();
    time.set(100);
    let table = time.on(TableClient::<Accounts>::new(client()).named(name("accounts")));
    table.create().await.unwrap();
    (time, table)
}

fn session(id: u32, until: i64) -> Session {
    let until = Timestamp::from_second(until).unwrap();
    Session { user: 1, id, token: format!("t{id}"), until }
}

fn hint(id: u32, expires_at: Option<u64>) -> Hint {
    Hint { user: 1, id, expires_at }
}

#[tokio::test]
async fn the_time_is_stored_in_whole_seconds_and_with_copies() {
    let (_, table) = world().await;
    let until: Timestamp = "2020-01-01T00:00:00.75Z".parse().unwrap();
    Session { until, ..session(1, 0) }.create().send(&table).await.unwrap();
    hint(1, None).create().send(&table).await.unwrap();
    hint(2, Some(99_999_999_999)).create().send(&table).await.unwrap();
    let stored = stored(&table).await;
    let sessions = stored.values().filter(|item| item.contains_key("token"));
    let times: Vec<_> = sessions.map(|item| (item.get("expiresAt"), item.get("until"))).collect();
    assert_eq!(times, [(Some(&n(1_577_836_800)), None); 2], "the item and its copy");
    let never = stored.values().find(|item| item["sk"] == s("hint-0000000001")).unwrap();
    assert_eq!(never.get("expiresAt"), None);
    let read = Session::get(1, 1).send(&table).await.unwrap().unwrap();
    assert_eq!(read.until, "2020-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(Session::by_token("t1").all(&table).await.unwrap(), [read]);
    assert_eq!(Hint::of(1).all(&table).await.unwrap(), [hint(1, None), hint(2, Some(99_999_999_999))]);
}

#[tokio::test]
async fn every_read_leaves_expired_items_out() {
    let (time, table) = world().await;
    let (early, late) = (session(1, 200), session(2, 300));
    early.create().send(&table).await.unwrap();
    late.create().send(&table).await.unwrap();
    for (now, left) in [(199, vec![&early, &late]), (200, vec![&late]), (300, vec![])] {
        time.set(now);
        let there = |id| left.iter().find(|session| session.id == id).map(|session| (*session).clone());
        let left: Vec<Session> = left.iter().map(|session| (*session).clone()).collect();
        assert_eq!(Session::get(1, 1).send(&table).await.unwrap(), there(1));
        let batch = [1, 2].map(|id| Session::get(1, id)).into_iter().collect::<BatchGet<Session, Accounts>>();
        assert_eq!(batch.send(&table).await.unwrap(), [there(1), there(2)]);
        let both = transact_get((Session::get(1, 1), Session::get(1, 2))).send(&table).await.unwrap();
        assert_eq!(both, (there(1), there(2)));
        let many = transact_get(vec![Session::get(1, 2)]).send(&table).await.unwrap();
        assert_eq!(many, [there(2)]);
        assert_eq!(Session::of(1).all(&table).await.unwrap(), left);
        assert_eq!(Session::of(1).rev().first(&table).await.unwrap(), left.last().cloned());
        assert_eq!(Session::of(1).take(1).all(&table).await.unwrap(), left[..left.len().min(1)]);
        assert_eq!(Session::of(1).count(&table).await.unwrap(), left.len());
        let day: jiff::civil::Date = "1970-01-01".parse().unwrap();
        assert_eq!(Session::by_day(day).all(&table).await.unwrap(), left);
        assert_eq!(Session::by_token("t1").first(&table).await.unwrap(), there(1));
        assert_eq!(Session::scan().count(&table).await.unwrap(), left.len());
        assert_eq!(Session::scan().segments(3).all(&table).await.unwrap().len(), left.len());
        assert_eq!(Session::scan_by_day().all(&table).await.unwrap(), left);
        assert_eq!(Accounts::scan().all(&table).await.unwrap().len(), left.len());
        assert_eq!(Accounts::scan().with_copies().count(&table).await.unwrap(), 2 * left.len());
    }
}

#[tokio::test]
async fn expired_items_are_there_for_those_who_ask() {
    let (time, table) = world().await;
    session(1, 200).create().send(&table).await.unwrap();
    time.set(1_000);
    let all = vec![session(1, 200)];
    assert_eq!(Session::get(1, 1).with_expired().send(&table).await.unwrap().as_ref(), all.first());
    let get = || Session::get(1, 1);
    let batch = [get(), get().with_expired()].into_iter().collect::<BatchGet<Session, Accounts>>();
    assert_eq!(batch.send(&table).await.unwrap(), [None, all.first().cloned()]);
    let both = transact_get((get(), get().with_expired())).send(&table).await.unwrap();
    assert_eq!(both, (None, all.first().cloned()));
    assert_eq!(Session::of(1).with_expired().all(&table).await.unwrap(), all);
    assert_eq!(Session::of(1).with_expired().count(&table).await.unwrap(), 1);
    assert_eq!(Session::by_token("t1").with_expired().all(&table).await.unwrap(), all);
    assert_eq!(Session::scan().with_expired().segments(2).all(&table).await.unwrap(), all);
    assert_eq!(Accounts::scan().with_expired().count(&table).await.unwrap(), 1);
}

#[tokio::test]
async fn a_walk_over_expired_items_is_the_whole_of_the_others() {
    let (_, table) = world().await;
    for id in 0..9 {
        let expires_at = if id % 3 == 0 { 50 } else { 500 };
        hint(id, Some(expires_at)).put().send(&table).await.unwrap();
    }
    let whole = Hint::of(1).all(&table).await.unwrap();
    assert_eq!(whole.len(), 6);
    for take in [None, Some(1), Some(2), Some(4)] {
        let (mut walked, mut cursor) = (Vec::new(), None);
        loop {
            let query = Hint::of(1).page_size(2).after(cursor);
            let query = if let Some(items) = take { query.take(items) } else { query };
            let page = query.page(&table).await.unwrap();
            assert!(take.is_none_or(|items| page.items.len() == items || page.cursor.is_none()));
            walked.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(walked, whole);
    }
}

#[tokio::test]
async fn an_expired_item_does_not_block_a_new_one() {
    let (time, table) = world().await;
    session(1, 200).create().send(&table).await.unwrap();
    hint(1, Some(200)).create().send(&table).await.unwrap();
    time.set(199);
    let again = Session { token: "other".to_owned(), ..session(1, 400) };
    assert!(again.create().send(&table).await.unwrap_err().is_already_exists());
    assert!(hint(1, None).create().send(&table).await.unwrap_err().is_already_exists());
    time.set(200);
    again.create().send(&table).await.unwrap();
    hint(1, None).create().send(&table).await.unwrap();
    assert_eq!(Session::get(1, 1).send(&table).await.unwrap().as_ref(), Some(&again));
    assert_eq!(Session::by_token("t1").all(&table).await.unwrap(), [], "the copy of the expired one");
    assert_eq!(Session::by_token("other").all(&table).await.unwrap(), [again]);
    assert!(hint(1, None).create().send(&table).await.unwrap_err().is_already_exists());
}

#[tokio::test]
async fn put_and_delete_go_on_as_they_do() {
    let (time, table) = world().await;
    session(1, 200).create().send(&table).await.unwrap();
    time.set(300);
    let moved = Session { token: "other".to_owned(), ..session(1, 400) };
    moved.put().send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 2, "the copy under the old token is gone");
    time.set(500);
    Session::delete(1, 1).send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 0);
}

#[tokio::test]
async fn if_exists_fails_for_expired_items() {
    let (time, table) = world().await;
    hint(1, Some(200)).create().send(&table).await.unwrap();
    Hint::get(1, 1).must_exist().send(&table).await.unwrap();
    time.set(200);
    assert!(Hint::get(1, 1).must_exist().send(&table).await.unwrap_err().is_not_found());
    assert!(hint(1, Some(300)).put().must_exist().send(&table).await.unwrap_err().is_not_found());
    hint(1, Some(300)).put().send(&table).await.unwrap();
}

#[tokio::test]
async fn an_expired_item_is_not_updated() {
    let (time, table) = world().await;
    hint(1, Some(200)).create().send(&table).await.unwrap();
    let update = || Hint::update(1, 1).set(Hint::FIELDS.expires_at, 300);
    time.set(200);
    assert!(update().send(&table).await.unwrap_err().is_not_found());
    assert!(hint(1, Some(200)).update().with(|hint| hint.expires_at = None).send(&table).await.is_err());
    time.set(199);
    let unmet = update().condition(Hint::FIELDS.expires_at.eq(7)).send(&table).await.unwrap_err();
    assert!(unmet.is_condition_failed() && !unmet.is_not_found(), "{unmet}");
    update().send(&table).await.unwrap();
    time.set(299);
    assert_eq!(Hint::get(1, 1).send(&table).await.unwrap(), Some(hint(1, Some(300))));
}

/// An update leaves what a put of the changed value would.
#[tokio::test]
async fn updates_store_the_time_as_puts_do() {
    let (_, table) = world().await;
    let (_, other) = world().await;
    hint(1, Some(200)).create().send(&table).await.unwrap();
    Hint::update(1, 1).set(Hint::FIELDS.expires_at, None).send(&table).await.unwrap();
    hint(1, None).put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);

    hint(1, None).update().with(|hint| hint.expires_at = Some(500)).send(&table).await.unwrap();
    hint(1, Some(500)).put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
    let stale = hint(1, Some(400)).update().with(|hint| hint.expires_at = None);
    assert!(stale.send(&table).await.is_err(), "it is not what was loaded");

    let later = Timestamp::from_second(86_400).unwrap();
    session(1, 200).create().send(&table).await.unwrap();
    session(1, 200).update().set(Session::FIELDS.until, later).send(&table).await.unwrap();
    session(1, 86_400).put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);

    let edited =
        session(1, 86_400).update().with(|session| session.until = Timestamp::from_second(90_000).unwrap());
    edited.send(&table).await.unwrap();
    session(1, 90_000).put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
}

/// Without lookups, so that it is updated by key; its time is the key of an index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(pk = "lease-{id}", sk = "_root")]
#[key(index = "gsi1", name = "by_end", pk = "leases", sk = "{until:s}")]
struct Lease {
    id: u32,
    #[entity(ttl)]
    until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "leases", type_attribute = "kind", ttl_attribute = "expires_at")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Leases {
    Lease(Lease),
}

#[tokio::test]
async fn an_index_follows_the_time() {
    let until = |second| Timestamp::from_second(second).unwrap();
    let [table, other] = [1, 2].map(|_| Leases::table(Engine::memory().client()).with_clock(|| UNIX_EPOCH));
    for table in [&table, &other] {
        table.create().await.unwrap();
    }
    Lease { id: 1, until: until(100) }.create().send(&table).await.unwrap();
    Lease::update(1).set(Lease::FIELDS.until, until(300)).send(&table).await.unwrap();
    Lease { id: 1, until: until(300) }.put().send(&other).await.unwrap();
    assert_eq!(content(&table).await, content(&other).await);
    Lease { id: 1, until: until(300) }
        .update()
        .set(Lease::FIELDS.until, until(400))
        .send(&table)
        .await
        .unwrap();
    assert_eq!(Lease::by_end().range(until(400)..).count(&table).await.unwrap(), 1);
}

#[tokio::test]
async fn transactions_know_what_has_expired() {
    let (time, table) = world().await;
    hint(1, Some(200)).create().send(&table).await.unwrap();
    let absent = || transact((Hint::get(1, 1).must_not_exist(), Profile { user: 9 }.put()));
    assert!(absent().send(&table).await.unwrap_err().is_already_exists());
    time.set(200);
    absent().send(&table).await.unwrap();
    let there = transact((Hint::get(1, 1).must_exist(), Profile { user: 8 }.put()));
    assert!(there.send(&table).await.unwrap_err().is_not_found());
    transact((hint(1, Some(300)).create(), Profile { user: 8 }.put())).send(&table).await.unwrap();
}

#[tokio::test]
async fn conditions_name_the_field_and_mean_the_attribute() {
    let (_, table) = world().await;
    session(1, 200).create().send(&table).await.unwrap();
    hint(1, None).create().send(&table).await.unwrap();
    hint(2, Some(300)).create().send(&table).await.unwrap();
    let until = Session::FIELDS.until;
    assert_eq!(until.to_string(), "until");
    let exactly = Timestamp::from_second(200).unwrap();
    assert_eq!(Session::of(1).filter(until.eq(exactly)).count(&table).await.unwrap(), 1);
    assert_eq!(Session::of(1).filter(until.not_exists()).count(&table).await.unwrap(), 0);
    let expires_at = Hint::FIELDS.expires_at;
    assert_eq!(Hint::of(1).filter(expires_at.ge(300)).all(&table).await.unwrap(), [hint(2, Some(300))]);
    assert_eq!(Hint::of(1).filter(expires_at.not_exists()).all(&table).await.unwrap(), [hint(1, None)]);
    let moved = session(1, 250).put().condition(until.eq(exactly));
    moved.send(&table).await.unwrap();
    let stale = session(1, 250).put().condition(until.eq(exactly));
    assert!(stale.send(&table).await.unwrap_err().is_condition_failed());
}

#[tokio::test]
async fn an_item_from_before_it_could_expire_is_read() {
    let (_, table) = world().await;
    let base = || with(with(item("user-1", "session-0000000001"), "kind", s("Session")), "token", s("t"));
    let base = || with(with(base(), "user", n(1)), "id", n(1));
    let until = "2020-01-01T00:00:00.5Z";
    write(&table, with(base(), "until", s(until))).await;
    let read = Session::get(1, 1).send(&table).await.unwrap().unwrap();
    assert_eq!(read.until, until.parse().unwrap());
    for (attribute, fits) in [(s(until), true), (s("soon"), false), (AttributeValue::N("1e30".into()), false)]
    {
        write(&table, with(base(), "expiresAt", attribute)).await;
        let read = Session::get(1, 1).send(&table).await;
        assert_eq!(read.is_ok_and(|read| read.is_some()), fits);
    }
    write(&table, base()).await;
    assert!(Session::get(1, 1).send(&table).await.unwrap_err().is_malformed_item());
}

#[tokio::test]
async fn the_engine_removes_expired_items_and_their_copies() {
    let engine = Engine::memory();
    let table = Accounts::table(engine.client());
    table.create().await.unwrap();
    session(1, 200).create().send(&table).await.unwrap();
    Profile { user: 1 }.create().send(&table).await.unwrap();
    assert_eq!(stored(&table).await.len(), 3);
    engine.sweep_ttl().await.unwrap();
    assert_eq!(stored(&table).await.len(), 1);
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "accounts", type_attribute = "kind", ttl_attribute = "otherwise")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
enum Others {
    Session(Session),
}

#[tokio::test]
async fn ttl_is_enabled_once() {
    let engine = Engine::memory();
    let faults = Faults::new(engine.http_client());
    let table = Accounts::table(faults.client());
    table.create().await.unwrap();
    assert_eq!(faults.operations().last().map(String::as_str), Some("UpdateTimeToLive"));
    faults.reset();
    table.enable_ttl().await.unwrap();
    assert_eq!(faults.operations(), ["DescribeTimeToLive"]);
    let described = table.client().describe_time_to_live().table_name("accounts").send().await.unwrap();
    let described = described.time_to_live_description.unwrap();
    assert_eq!(described.attribute_name(), Some("expiresAt"));
    let other = TableClient::<Others>::new(engine.client()).enable_ttl().await.unwrap_err();
    assert!(other.to_string().contains("expire by the attribute `expiresAt`"), "{other}");
}

#[tokio::test]
async fn a_race_to_enable_it_has_no_loser() {
    let engine = Engine::memory();
    Accounts::table(engine.client()).create().await.unwrap();
    let faults = Faults::new(engine.http_client());
    let disabled = r#"{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"#;
    faults.on("DescribeTimeToLive", When::Nth(1), Fault::response(200, disabled));
    faults.always("UpdateTimeToLive", Fault::error(400, "ValidationException"));
    Accounts::table(faults.client()).enable_ttl().await.unwrap();
    assert_eq!(faults.operations(), ["DescribeTimeToLive", "UpdateTimeToLive", "DescribeTimeToLive"]);
    faults.on("DescribeTimeToLive", When::Always, Fault::response(200, disabled));
    let error = Accounts::table(faults.client()).enable_ttl().await.unwrap_err();
    assert_eq!(error.code(), Some("ValidationException"));
}

#[tokio::test]
async fn transactions_take_expired_items_for_absent_too() {
    let (time, table) = world().await;
    session(1, 200).create().send(&table).await.unwrap();
    let checks = || transact((Session::get(1, 1).must_not_exist(), hint(1, None).put()));
    let claims = || transact((session(1, 900).create(), hint(1, None).put()));
    let there = checks().send(&table).await.unwrap_err();
    assert!(there.is_already_exists() && there.operation() == Some(0), "{there}");
    assert!(claims().send(&table).await.unwrap_err().is_already_exists());
    time.set(200);
    checks().send(&table).await.unwrap();
    let gone = transact((Session::get(1, 1).must_exist(), hint(2, None).put())).send(&table).await;
    assert!(gone.unwrap_err().is_not_found());
    claims().send(&table).await.unwrap();
    assert_eq!(Session::get(1, 1).send(&table).await.unwrap(), Some(session(1, 900)));
}

//! Ranges over times that a key cuts: exactly the Rust range, or an error.

#![allow(clippy::duplicated_attributes, reason = "keys of several places are alike")]

use std::fmt::Debug;
use std::ops::{Bound, RangeBounds};

use dynamodel::{Entity, Error, Holds, Table, TableClient, op::AccessPattern, op::Closed, op::Query};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};

use crate::support::world::table;

/// In milliseconds, seconds and numbers, upwards and downwards, at the end of the key and before further text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_room", pk = "room-{room}", sk = "{at:ms}#{id}")]
#[lookup(name = "in_room", pk = "lookup-{room}", sk = "{id}-{at:s}#{at:ms}")]
#[key(index = "gsi1", name = "latest", pk = "{room}", sk = "at-{at:unix:desc}#{id}")]
#[key(index = "gsi2", name = "first", pk = "{room}", sk = "{at:ms}")]
#[key(index = "gsi3", name = "seconds", pk = "{room}", sk = "{at:unix}")]
struct Entry {
    room: String,
    id: u32,
    at: Timestamp,
}

/// An entry whose times are whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[key(name = "of_hall", pk = "hall-{hall}", sk = "{at:ms:exact}#{id}")]
#[lookup(name = "in_hall", pk = "halls-{hall}", sk = "{at:exact:ms}-{id}")]
#[key(index = "gsi1", name = "latest", pk = "hall-{hall}", sk = "at-{second:exact:unix:desc}#{id}")]
#[key(index = "gsi2", name = "first", pk = "hall-{hall}", sk = "{second:s:exact}")]
#[key(index = "gsi3", name = "seconds", pk = "hall-{hall}", sk = "{second:unix:exact}")]
struct Visit {
    hall: String,
    #[entity(in_key)]
    id: u32,
    #[entity(in_key)]
    at: Timestamp,
    second: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "entries", type_attribute = "type")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk", sk_type = N)]
enum Times {
    Entry(Entry),
    Visit(Visit),
}

const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1_000_000_000;

fn at(nanosecond: i128) -> Timestamp {
    Timestamp::from_nanosecond(nanosecond).unwrap()
}

fn entry(id: u32, nanosecond: i128) -> Entry {
    Entry { room: "a".to_owned(), id, at: at(nanosecond) }
}

/// Around the ticks of a millisecond and of a second.
fn nanoseconds() -> Vec<i128> {
    let edges = [0, 1, 100_000, 900_000, 999_999, 1_000_000, 1_000_001, 500_000_000, 999_999_999];
    [1, 2, 3].into_iter().flat_map(|second| edges.map(|edge| second * SECOND + edge)).collect()
}

fn entries() -> Vec<Entry> {
    nanoseconds().into_iter().zip(1..).map(|(nanosecond, id)| entry(id % 3, nanosecond)).collect()
}

async fn filled() -> TableClient<Times> {
    let table = table::<Times>().await;
    for entry in entries() {
        // Two that differ by less than a tick have one key unless their ids differ.
        entry.put().send(&table).await.unwrap();
    }
    table
}

/// Reads the entries that are stored, since some have replaced others.
async fn stored(table: &TableClient<Times>) -> Vec<Entry> {
    Entry::of_room("a").all(table).await.unwrap()
}

type Bounds = (Bound<Timestamp>, Bound<Timestamp>);

/// Returns `true` if the range has all of each tick or nothing.
fn divides_no_tick((start, end): &Bounds, tick: i128) -> bool {
    let offset = |at: &Timestamp| at.as_nanosecond() % tick;
    let start = match start {
        Bound::Included(at) => offset(at) == 0,
        Bound::Excluded(at) => offset(at) == tick - 1,
        Bound::Unbounded => true,
    };
    let end = match end {
        Bound::Included(at) => offset(at) == tick - 1,
        Bound::Excluded(at) => offset(at) == 0,
        Bound::Unbounded => true,
    };
    start && end
}

/// The query returns exactly these, in whatever order, or says which segment cannot.
async fn check<A, E>(
    query: impl Fn() -> Query<A, Closed>,
    mut expected: Vec<E>,
    exact: bool,
    table: &TableClient<Times>,
) where
    A: AccessPattern<Entity = E, Item = E>,
    E: Entity + Clone + Debug + PartialEq,
    Times: Holds<E>,
{
    let found = query().all(table).await;
    if !exact {
        let error = found.unwrap_err();
        assert!(error.is_invalid_key() && error.path() == Some("at"), "{error}");
        assert!(query().count(table).await.is_err_and(|error| error.is_invalid_key()));
        return;
    }
    let mut found = found.unwrap();
    assert_eq!(query().count(table).await.unwrap(), expected.len());
    assert_eq!(query().take(2).all(table).await.unwrap(), found[..found.len().min(2)]);
    assert_eq!(query().rev().first(table).await.unwrap(), found.last().cloned());
    for values in [&mut found, &mut expected] {
        values.sort_by_key(|value| format!("{value:?}"));
    }
    assert_eq!(found, expected);
}

fn bound() -> impl Strategy<Value = Bound<Timestamp>> {
    let mut edges = nanoseconds();
    edges.push(4 * SECOND);
    prop_oneof![
        select(edges.clone()).prop_map(|edge| Bound::Included(at(edge))),
        select(edges).prop_map(|edge| Bound::Excluded(at(edge))),
        Just(Bound::Unbounded),
    ]
}

#[test]
fn a_range_over_cut_times_is_the_rust_range_or_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let table = runtime.block_on(filled());
    let all = runtime.block_on(stored(&table));
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() };
    let run = |(range, id): (Bounds, u32)| {
        let within: Vec<_> = all.iter().filter(|entry| range.contains(&entry.at)).cloned().collect();
        let of_id: Vec<_> = within.iter().filter(|entry| entry.id == id).cloned().collect();
        let in_id = || (range.0.map(|at| (id, at)), range.1.map(|at| (id, at)));
        let pairs = || all.iter().filter(|entry| in_id().contains(&(entry.id, entry.at))).cloned().collect();
        let [ms, s] = [MILLISECOND, SECOND].map(|tick| divides_no_tick(&range, tick));
        runtime.block_on(async {
            check(|| Entry::of_room("a").range(range), within.clone(), ms, &table).await;
            check(|| Entry::in_room("a").prefix(id).range(range), of_id, s, &table).await;
            check(|| Entry::in_room("a").range(in_id()), pairs(), s, &table).await;
            check(|| Entry::latest("a").range(range), within.clone(), s, &table).await;
            check(|| Entry::first("a").range(range), within.clone(), ms, &table).await;
            check(|| Entry::seconds("a").range(range), within.clone(), s, &table).await;
        });
        Ok(())
    };
    TestRunner::new(config).run(&((bound(), bound()), 0..3_u32), run).unwrap();
}

fn message(found: Result<Vec<Entry>, Error>) -> String {
    found.unwrap_err().to_string()
}

#[tokio::test]
async fn a_range_that_divides_a_tick_says_what_to_write() {
    let table = filled().await;
    let within = at(SECOND + 500_000);
    assert_eq!(
        message(Entry::of_room("a").range(..within).all(&table).await),
        "Entry: the range ends within a millisecond, and the key holds whole ones: end it before a whole millisecond, \
         as in `..end`; or write `exact` in the template, which refuses other times, in `{at}` of the key template \
         \"{at:ms}#{id}\""
    );
    assert_eq!(
        message(Entry::seconds("a").range(within..).all(&table).await),
        "Entry: the range starts within a second, and the key holds whole ones: start it with a whole second, included; \
         or write `exact` in the template, which refuses other times, in `{at}` of the key template \"{at:unix}\""
    );
    // The last of these is one of many in its millisecond.
    let inclusive = Entry::of_room("a").range(..=at(SECOND)).all(&table).await;
    assert!(message(inclusive).contains("ends within a millisecond"));
}

fn visit(id: u32, millisecond: i128) -> Visit {
    let millisecond = millisecond * MILLISECOND;
    let second = at(millisecond - millisecond % SECOND);
    Visit { hall: "a".to_owned(), id, at: at(millisecond), second }
}

#[tokio::test]
async fn an_exact_time_has_the_rust_ranges_and_is_filled_from_the_key() -> Result<(), Error> {
    let table = table::<Times>().await;
    let visits = [visit(1, 1_000), visit(2, 1_000), visit(3, 1_001), visit(1, 2_000), visit(9, 2_500)];
    for visit in &visits {
        visit.create().send(&table).await?;
    }
    assert_eq!(Visit::get("a", &visits[2].at, 3).send(&table).await?.as_ref(), Some(&visits[2]));
    assert_eq!(
        Visit::decode_key("hall-a", "1970-01-01T00:00:01.001Z#0000000003")?,
        ("a".into(), visits[2].at, 3)
    );
    let [first, last] = [at(SECOND), at(2 * SECOND)];
    let of_hall = |from, to| Visit::of_hall("a").range((from, to));
    for (range, expected) in [
        ((Bound::Included(first), Bound::Included(last)), &visits[..4]),
        ((Bound::Excluded(first), Bound::Included(last)), &visits[2..4]),
        ((Bound::Excluded(first), Bound::Excluded(last)), &visits[2..3]),
        ((Bound::Unbounded, Bound::Included(first)), &visits[..2]),
    ] {
        assert_eq!(of_hall(range.0, range.1).all(&table).await?, expected);
        assert_eq!(Visit::in_hall("a").range(range).all(&table).await?, expected);
    }
    let pairs = Visit::of_hall("a").range((first, 2)..=(last, 1)).all(&table).await?;
    assert_eq!(pairs, &visits[1..4]);
    assert_eq!(Visit::latest("a").range(..=first).count(&table).await?, 3);
    assert_eq!(Visit::first("a").range(..=first).count(&table).await?, 3);
    assert_eq!(Visit::seconds("a").range((Bound::Excluded(first), Bound::Unbounded)).count(&table).await?, 2);
    Ok(())
}

#[tokio::test]
async fn an_exact_time_is_refused_unless_whole() {
    let table = table::<Times>().await;
    let whole = visit(1, 1_000);
    let cut = Visit { at: at(SECOND + 1), ..whole.clone() };
    let error = cut.create().send(&table).await.unwrap_err();
    assert!(error.is_invalid_key() && error.path() == Some("at"), "{error}");
    assert_eq!(
        error.to_string(),
        "Visit: the time is not a whole millisecond and must not be truncated (`exact`), in `{at}` of the key template \
         \"{at:ms:exact}#{id}\""
    );
    assert!(Visit::get("a", &cut.at, 1).send(&table).await.unwrap_err().is_invalid_key());
    assert!(Visit::of_hall("a").range(cut.at..).all(&table).await.unwrap_err().is_invalid_key());
    assert!(Visit::of_hall("a").prefix(cut.at).all(&table).await.unwrap_err().is_invalid_key());
    whole.create().send(&table).await.unwrap();
    let second = whole.update().set(Visit::FIELDS.second, at(SECOND + MILLISECOND)).send(&table).await;
    assert!(second.unwrap_err().is_invalid_key());
    let second = whole.update().with(|visit| visit.second = at(SECOND + 1)).send(&table).await;
    assert!(second.unwrap_err().is_invalid_key());
}
